package dev.offing.server.room;

import dev.offing.sync.protocol.ClientMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rooms that have members on this node. Safe for use by many threads; nothing blocks. */
public final class Rooms {
  /** Rooms that one session may be in. */
  static final int PER_SESSION = 16;

  private final RoomParts parts;

  /** Those in use. Whoever changes one does so in {@code compute}. */
  private final Map<String, Used> hubs = new ConcurrentHashMap<>();

  /**
   * A room and how many use it.
   *
   * @param users sessions that are in it, or wish to be
   */
  private record Used(Hub hub, int users) {}

  /** The rooms of a node. */
  public Rooms(RoomParts parts) {
    this.parts = parts;
    parts.bus().onResubscribed(this::renew);
  }

  /**
   * Enters a room; what it answers comes to the member.
   *
   * @param joined the rooms of the session, which is changed
   */
  public void join(RoomMember member, Set<String> joined, ClientMessage.Join join) {
    String room = join.room();
    if (parts.rules().kind(room).isEmpty() && ticker(room).isEmpty()) {
      RoomAnswers.refused(
          parts.codec(),
          member,
          "unknown_room",
          "There is no room %s; there are rooms of the kinds %s."
              .formatted(room, String.join(", ", parts.rules().names())));
      return;
    }
    if (!joined.contains(room) && joined.size() >= PER_SESSION) {
      RoomAnswers.refused(
          parts.codec(),
          member,
          "too_many_rooms",
          "At most %d rooms at once.".formatted(PER_SESSION));
      return;
    }
    hub(room, joined.add(room)).join(member, join.since());
  }

  /** Leaves a room, if the session is in it. */
  public void leave(RoomMember member, Set<String> joined, String room) {
    if (!joined.remove(room)) {
      return;
    }
    hubs.computeIfPresent(
        room,
        (_, used) -> {
          used.hub().leave(member);
          return closed(new Used(used.hub(), used.users() - 1));
        });
  }

  /** Says something in a room. */
  public void say(RoomMember member, Set<String> joined, ClientMessage.Say say) {
    if (joined.contains(say.room())) {
      hub(say.room(), false).say(member, say);
    } else {
      RoomAnswers.refused(
          parts.codec(),
          member,
          "not_joined",
          "Join %s before saying anything.".formatted(say.room()));
    }
  }

  /** Renews all leases and looks for what was missed; to be called three times in a lease. */
  public void renew() {
    hubs.values().forEach(used -> used.hub().renew());
  }

  /** Tries to reach other nodes where that failed; to be called every second. */
  public void retry() {
    for (String room : hubs.keySet()) {
      hubs.computeIfPresent(
          room,
          (_, used) -> {
            used.hub().retry();
            return closed(used);
          });
    }
  }

  /**
   * Sends what changed in the rooms whose turn it is: who is there, and values of tickers.
   *
   * @param slot of the push cycle, from 0
   * @param slots of the cycle
   */
  public void push(int slot, int slots) {
    hubs.forEach((room, used) -> {
      if (Math.floorMod(room.hashCode(), slots) == slot) {
        used.hub().push();
      }
    });
  }

  /** How many members each room has on this node. */
  public SortedMap<String, Integer> occupied() {
    SortedMap<String, Integer> occupied = new TreeMap<>();
    new HashMap<>(hubs)
        .forEach((room, used) -> {
          if (used.users() > 0) {
            occupied.put(room, used.users());
          }
        });
    return occupied;
  }

  private Hub hub(String room, boolean anotherUser) {
    return hubs.compute(
            room,
            (_, used) ->
                new Used(
                    used == null ? made(room) : used.hub(),
                    (used == null ? 0 : used.users()) + (anotherUser ? 1 : 0)))
        .hub();
  }

  private Hub made(String room) {
    Optional<RoomTicker> ticker = ticker(room);
    if (ticker.isPresent()) {
      return new TickerHub(room, ticker.get(), parts.codec(), parts.now());
    }
    return new RoomHub(room, parts.rules().kind(room).orElseThrow(), parts);
  }

  private Optional<RoomTicker> ticker(String room) {
    return parts
        .rules()
        .ticker(room)
        .filter(it -> it.at(RoomName.called(room), parts.now().getAsLong()).isPresent());
  }

  /** Null where nobody uses it and it owes nothing. */
  private static @Nullable Used closed(Used used) {
    if (used.users() > 0 || used.hub().owes()) {
      return used;
    }
    used.hub().close();
    return null;
  }
}
