package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 10: in a room nothing is missing and nothing comes twice, unless it is told as a beginning; also
 * where Redis was away, forgot, or the room was heard on one node alone.
 */
final class RoomsWhole implements Watcher {
  private final Map<String, Seat> seats = new HashMap<>();

  /** What a device heard in a room since it was last told of a beginning. */
  private static final class Seat {
    final Set<String> heard = new HashSet<>();
    @Nullable RoomPoint at;
  }

  @Override
  public void told(Device device, SyncEvent event) {
    switch (event) {
      case SyncEvent.Joined joined -> joined(device, joined);
      case SyncEvent.Said said -> said(device, said);
      default -> {}
    }
  }

  private void joined(Device device, SyncEvent.Joined joined) {
    Seat seat = seat(device, joined.room());
    RoomPoint before = seat.at;
    long last = -1;
    if (!joined.resumed() || before == null) {
      seat.heard.clear();
    } else if (before.epoch().equals(joined.at().epoch())) {
      last = before.seq();
    }
    for (RoomEvent event : joined.events()) {
      if (last >= 0 && event.seq() != last + 1) {
        throw missing(device, event, last);
      }
      last = last >= 0 ? event.seq() : last;
      hear(device, seat, event);
    }
    seat.at = joined.at();
  }

  private void said(Device device, SyncEvent.Said said) {
    Seat seat = seat(device, said.room());
    RoomPoint at = seat.at;
    RoomEvent event = said.event();
    if (at == null || event.seq() <= at.seq()) {
      return; // what it said itself, answered again
    }
    if (event.seq() != at.seq() + 1) {
      throw missing(device, event, at.seq());
    }
    hear(device, seat, event);
    seat.at = new RoomPoint(at.epoch(), event.seq());
  }

  private static void hear(Device device, Seat seat, RoomEvent event) {
    if (!seat.heard.add(event.from() + ":" + event.clientId())) {
      throw new Violation(
          "rooms-whole",
          "%s heard line %d (%s) twice".formatted(device.name(), event.seq(), event.clientId()));
    }
  }

  private static Violation missing(Device device, RoomEvent event, long last) {
    return new Violation(
        "rooms-whole",
        "%s heard line %d after line %d".formatted(device.name(), event.seq(), last));
  }

  private Seat seat(Device device, String room) {
    return seats.computeIfAbsent(device.number() + room, _ -> new Seat());
  }

  @Override
  public void opened(Device device) {
    seats.keySet().removeIf(seat -> seat.startsWith(device.number() + "port:"));
  }
}
