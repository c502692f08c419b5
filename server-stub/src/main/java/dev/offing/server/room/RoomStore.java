package dev.offing.server.room;

import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where rooms lie: their events by number, who is there, who is muted and who was let in. Every
 * method throws {@link dev.offing.server.redis.RedisUnavailable} when there is no answer. Safe for
 * use by many threads.
 *
 * <p>What happens is told on the bus ({@link #channel}): {@code event EPOCH SEQ JSON}, {@link
 * #PRESENCE} when somebody came or went, {@link #RULES} when somebody was muted or let in.
 */
public interface RoomStore {
  /** Events of a room that are kept. */
  int HISTORY = 200;

  /** Events that a newcomer is shown. */
  int SHOWN = 50;

  /** Former epochs of a room that are known. */
  int FORMER = 16;

  /** A room that nobody entered for so long is forgotten, ms. */
  long FORGOTTEN_MS = TimeUnit.DAYS.toMillis(30);

  /** Said on the bus when somebody came or went. */
  String PRESENCE = "presence";

  /** Said on the bus when somebody was muted or let in, or that was taken back. */
  String RULES = "rules";

  /**
   * A room as it was read.
   *
   * @param resumed whether the events are all that came after the point that was asked for
   * @param former where epochs before this one ended: their last number, by epoch
   */
  record Reading(
      String epoch,
      long seq,
      boolean resumed,
      List<RoomEvent> events,
      List<Member> roster,
      Rules rules,
      Map<String, Long> former) {
    /** Copies the lists. */
    public Reading {
      events = List.copyOf(events);
      roster = List.copyOf(roster);
      former = Map.copyOf(former);
    }

    /** Where it stands. */
    RoomPoint at() {
      return new RoomPoint(epoch, seq);
    }
  }

  /**
   * What was decided about people.
   *
   * @param mutes until when, ms of server time, by the names that the room shows
   * @param guests accounts that were let in
   */
  record Rules(Map<String, Long> mutes, Set<String> guests) {
    static final Rules NONE = new Rules(Map.of(), Set.of());

    /** Copies both. */
    public Rules {
      mutes = Map.copyOf(mutes);
      guests = Set.copyOf(guests);
    }
  }

  /** An event without its number. The same member says a {@code clientId} once. */
  record Body(long at, String from, String clientId, String text) {
    static Body of(RoomEvent event) {
      return new Body(event.at(), event.from(), event.clientId(), event.text());
    }

    RoomEvent numbered(long seq) {
      return new RoomEvent(seq, at, from, clientId, text);
    }

    String id() {
      return from + ":" + clientId;
    }
  }

  /** What became of a line. */
  sealed interface Saying {
    /** It is said, under this number. */
    record Said(long seq) implements Saying {}

    /** It was said before; null where that is too long ago. */
    record Again(@Nullable RoomEvent event) implements Saying {}

    /** Nothing: the room is in another epoch by now, and has to be read first. */
    record OtherEpoch() implements Saying {}
  }

  /** The channel of the bus on which what happens in a room is told. */
  static String channel(String room) {
    return "offing:room:" + room;
  }

  /**
   * Reads the room and renews the leases of these members. A room that the store does not know, or
   * knows from another of its lives, begins a new epoch: what was numbered in the old one may be
   * lost or come twice.
   *
   * @param members as {@code node:session:name}
   * @param since what is known of it
   * @param shown events that are given where {@code since} cannot be followed
   * @param now ms of server time
   * @param until the end of the leases, ms of server time
   */
  Reading read(
      String room,
      Collection<String> members,
      @Nullable RoomPoint since,
      int shown,
      long now,
      long until);

  /** Says something in this epoch, once. */
  Saying say(String room, String epoch, Body body);

  /**
   * Says in this epoch what was heard in another one and may have been lost with it, in this order;
   * what is there already is not said again.
   *
   * @param former up to which number of former epochs that is everything; whoever heard more of one
   *     restores what lies beyond it
   * @param whole up to where the room had everything of the epoch in which the lines were heard, as
   *     it was read; another node may have restored more since. Null where no number counts
   * @return false where the room is in another epoch by now, or has more than {@code whole}: then
   *     nothing was said, and it is to be read again
   */
  boolean restore(
      String room,
      String epoch,
      Map<String, Long> former,
      @Nullable RoomPoint whole,
      List<Body> lines);

  /** A member leaves. */
  void leave(String room, String member);

  /**
   * Nobody hears somebody until then.
   *
   * @param who as the room shows members
   * @param until ms of server time; 0 takes it back
   */
  void mute(String room, String who, long until);

  /** Lets an account into a room that is not open, or takes that back. */
  void letIn(String room, String account, boolean in);
}
