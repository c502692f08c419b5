package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.Map;

/** 4: a device replaces what was confirmed only by what contains it. */
final class Kept implements Watcher {
  private final Map<Integer, State> newest = new HashMap<>();

  @Override
  public void acted(Device device) {
    Confirmed confirmed = device.session().map(s -> s.confirmed()).orElse(null);
    if (confirmed == null) {
      return;
    }
    State now = confirmed.state();
    State before = newest.put(device.number(), now);
    EpochVersion held = before == null ? null : before.atOrNull();
    if (held != null && !now.contains(held)) {
      throw new Violation(
          "kept",
          "%s held %s and put %s in its place".formatted(device.name(), held, now.atOrNull()));
    }
  }

  /** The server forgot for good what it held, and said so: {@link Heals} says whether it may. */
  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Restored restored && !restored.byThisDevice()) {
      newest.remove(device.number());
    }
  }

  @Override
  public void branched(Device device) {
    newest.remove(device.number());
  }
}
