package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.ledger.Confirmed;
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

  @Override
  public void branched(Device device) {
    newest.remove(device.number());
  }
}
