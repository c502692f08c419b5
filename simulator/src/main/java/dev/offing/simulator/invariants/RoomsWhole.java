package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.Map;

/** 10: in a room nothing is missing and nothing comes twice, unless it is told as a beginning. */
final class RoomsWhole implements Watcher {
  private final Map<String, Long> heard = new HashMap<>();

  @Override
  public void told(Device device, SyncEvent event) {
    switch (event) {
      case SyncEvent.Joined joined -> {
        String seat = device.number() + joined.room();
        if (!joined.resumed()) {
          heard.remove(seat);
        }
        joined.events().forEach(e -> hear(device, seat, e));
        if (!joined.resumed() && joined.events().isEmpty()) {
          heard.remove(seat);
        }
      }
      case SyncEvent.Said said -> hear(device, device.number() + said.room(), said.event());
      default -> {}
    }
  }

  private void hear(Device device, String seat, ServerMessage.RoomEvent event) {
    Long last = heard.get(seat);
    if (last != null && event.seq() < last) {
      return; // what it said itself, answered again
    }
    if (last != null && event.seq() != last + 1 && event.seq() != last) {
      throw new Violation(
          "rooms-whole",
          "%s heard line %d after line %d".formatted(device.name(), event.seq(), last));
    }
    heard.put(seat, event.seq());
  }

  @Override
  public void opened(Device device) {
    heard.keySet().removeIf(seat -> seat.startsWith(device.number() + "port:"));
  }
}
