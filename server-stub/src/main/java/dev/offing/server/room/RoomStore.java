package dev.offing.server.room;

import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where rooms lie: their events by number, and who is there. Every method throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer. Safe for use by many threads.
 */
public interface RoomStore {
  /** Events of a room that are kept. */
  int HISTORY = 200;

  /** Events that a newcomer is shown. */
  int SHOWN = 50;

  /** How long somebody is there whose node says nothing more, ms. */
  long LEASE_MS = 15_000;

  /**
   * A room as it was read.
   *
   * @param resumed whether the events follow the point that was asked for
   */
  record Reading(
      String epoch, long seq, boolean resumed, List<RoomEvent> events, List<Member> roster) {
    /** Copies the lists. */
    public Reading {
      events = List.copyOf(events);
      roster = List.copyOf(roster);
    }
  }

  /** An event without its number. */
  record Body(long at, String from, String clientId, String text) {
    RoomEvent numbered(long seq) {
      return new RoomEvent(seq, at, from, clientId, text);
    }
  }

  /** An event with the epoch in which it has its number. */
  record Numbered(String epoch, RoomEvent event) {}

  /** The channel of the bus on which what happens in a room is told. */
  static String channel(String room) {
    return "offing:room:" + room;
  }

  /**
   * Reads the room, and renews the leases of these members.
   *
   * @param members as {@code node:session:account}
   * @param since what is known of it
   * @param now ms of server time
   */
  Reading read(String room, Collection<String> members, @Nullable RoomPoint since, long now);

  /** Says something; where it was said before, that. */
  Optional<Numbered> say(String room, String account, Body body);

  /** A member leaves. */
  void leave(String room, String member);

  /** An event from {@code 'seq json'}, as it comes over the bus. */
  Numbered numbered(String epoch, String line);
}
