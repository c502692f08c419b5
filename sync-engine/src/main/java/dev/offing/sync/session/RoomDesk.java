package dev.offing.sync.session;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a device wants to be in: where it stands in each, and what it said that has not
 * come back. After a cut a room is joined since the last event, so that there is no gap and no
 * duplicate (docs/design/sync.md 9, invariant 10). Not thread-safe: belongs to the session.
 */
final class RoomDesk {
  /** What may wait to be said in one room; more is refused, so that the queue is bounded. */
  static final int UNHEARD = 50;

  /** Lines of a room by which one that is told again is known; servers tell no more of them. */
  private static final int REMEMBERED = 256;

  private final Map<String, Seat> seats = new LinkedHashMap<>();

  private static final class Seat {
    @Nullable RoomPoint at;

    /** Whether only the newest event counts there. */
    boolean latest;

    final Map<String, ClientMessage.Say> unheard = new LinkedHashMap<>();

    /** What was told since the last beginning, the oldest first. */
    private final Set<String> told = new LinkedHashSet<>();

    /** False where it was told already. */
    boolean tell(ServerMessage.RoomEvent line) {
      boolean news = latest || told.add(line.from() + ":" + line.clientId());
      if (told.size() > REMEMBERED) {
        told.remove(told.iterator().next());
      }
      return news;
    }
  }

  /** Wants to be in a room; false when it is already. */
  boolean join(String room) {
    return seats.putIfAbsent(room, new Seat()) == null;
  }

  void leave(String room) {
    seats.remove(room);
  }

  /** The frames that enter all rooms again. */
  List<ClientMessage> joins() {
    List<ClientMessage> joins = new ArrayList<>();
    seats.forEach((room, seat) -> joins.add(new ClientMessage.Join(room, seat.at)));
    return joins;
  }

  ClientMessage.Join joinOf(String room) {
    Seat seat = seats.get(room);
    return new ClientMessage.Join(room, seat == null ? null : seat.at);
  }

  /** Keeps what is said until it is heard; why not, for a person, where it is not kept. */
  @Nullable String say(ClientMessage.Say say) {
    Seat seat = seats.get(say.room());
    if (seat == null) {
      return "You are not in this room.";
    }
    if (seat.unheard.size() >= UNHEARD && !seat.unheard.containsKey(say.clientId())) {
      return UNHEARD + " lines wait to be sent already. Try again when they are out.";
    }
    seat.unheard.put(say.clientId(), say);
    return null;
  }

  /** A line will not be taken; false where none such waits. */
  boolean refused(String room, String clientId) {
    Seat seat = seats.get(room);
    return seat != null && seat.unheard.remove(clientId) != null;
  }

  /**
   * A room was entered: what it tells anew. The numbers of another epoch say nothing of what was
   * heard before; so what follows a join that was on its way for long is known by who said it.
   */
  List<ServerMessage.RoomEvent> joined(ServerMessage.Joined joined) {
    Seat seat = seats.get(joined.room());
    if (seat == null) {
      return List.of();
    }
    RoomPoint before = seat.at;
    long seen =
        joined.resumed() && before != null && before.epoch().equals(joined.epoch())
            ? before.seq()
            : 0;
    seat.latest = joined.latestCounts();
    seat.at = new RoomPoint(joined.epoch(), joined.seq());
    joined.snapshot().forEach(e -> seat.unheard.remove(e.clientId()));
    if (!joined.resumed()) {
      seat.told.clear();
    }
    return joined.snapshot().stream().filter(e -> e.seq() > seen && seat.tell(e)).toList();
  }

  /** What is to be said again in a room that was entered. */
  List<ClientMessage.Say> unheard(String room) {
    Seat seat = seats.get(room);
    return seat == null ? List.of() : List.copyOf(seat.unheard.values());
  }

  /** What an event is to this device. */
  enum Hearing {
    NEW,
    OWN,
    DUPLICATE,
    /** Events before it are missing: join again. */
    GAP
  }

  Hearing hear(ServerMessage.Room heard) {
    Seat seat = seats.get(heard.room());
    RoomPoint at = seat == null ? null : seat.at;
    if (seat == null || at == null) {
      return Hearing.DUPLICATE;
    }
    boolean hole = heard.event().seq() > at.seq() + 1 && !seat.latest;
    if (hole || !at.epoch().equals(heard.epoch())) {
      return Hearing.GAP;
    }
    if (heard.event().seq() <= at.seq()) {
      // The answer to what was said again, although it had arrived before the cut.
      return seat.unheard.remove(heard.event().clientId()) == null
          ? Hearing.DUPLICATE
          : Hearing.OWN;
    }
    seat.at = new RoomPoint(heard.epoch(), heard.event().seq());
    seat.tell(heard.event());
    return seat.unheard.remove(heard.event().clientId()) == null ? Hearing.NEW : Hearing.OWN;
  }
}
