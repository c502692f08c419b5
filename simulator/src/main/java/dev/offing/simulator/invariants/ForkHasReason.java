package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.session.SyncEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * A device forks only when there was a second life of its profile: a lost ack is no fork. Frames
 * that arrive with other bytes in them may tell of one that never was: that costs a number, and no
 * gesture.
 */
final class ForkHasReason implements Watcher {
  private final Set<Integer> branched = new HashSet<>();

  @Override
  public void branched(Device device) {
    branched.add(device.keyNumber());
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Forked forked
        && !branched.contains(device.keyNumber())
        && !device.heardNonsense()) {
      throw new Violation(
          "fork-has-reason", device.name() + " forked without a copy: " + forked.why());
    }
  }
}
