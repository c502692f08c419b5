package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.State;
import dev.offing.sync.session.Halt;
import dev.offing.sync.session.Phase;
import dev.offing.sync.session.SyncSession;

/** 11: when the faults are over, every outbox drains and everybody has the newest version. */
final class Lively implements Watcher {
  /** Who does not belong to the account is told so, and waits. */
  private static boolean stranger(World world, Device device, SyncSession session) {
    State stored = world.stored(device.account());
    if (stored == null) {
      // Its account is not there any more, and it holds nothing that could bring it back.
      return session.confirmed() == null && !device.account().equals(State.accountOf(device.key()));
    }
    if (stored.devices().keys().contains(device.key())) {
      return false;
    }
    if (session.halt() != Halt.UNLINKED) {
      throw new Violation(
          "lively",
          "%s is %s although its account does not list it"
              .formatted(device.name(), session.phase()));
    }
    return true;
  }

  /**
   * Whether nobody has a state of its account any more: neither the store, which forgot it, nor a
   * device. Then those that were linked to it wait, with all that they have.
   */
  private static boolean isGone(World world, Device device) {
    boolean first = State.accountOf(device.key()).equals(device.account());
    return !first
        && world.stored(device.account()) == null
        && world.devices().stream()
            .filter(other -> other.account().equals(device.account()))
            .allMatch(other ->
                other
                    .session()
                    .map(SyncSession::confirmed)
                    .filter(it -> it.state().enrolled())
                    .isEmpty());
  }

  @Override
  public void settled(World world) {
    for (Device device : world.devices()) {
      SyncSession session = device.session().orElseThrow();
      if (stranger(world, device, session)) {
        continue;
      }
      if (isGone(world, device)) {
        continue;
      }
      if (session.halt() == Halt.DELETED) {
        continue; // StaysDeleted knows whether that is so
      }
      if (session.phase() != Phase.READY) {
        throw new Violation(
            "lively",
            "%s is %s (%s): %s"
                .formatted(device.name(), session.phase(), session.halt(), session.lastError()));
      }
      if (!session.outbox().isEmpty()) {
        throw new Violation(
            "lively",
            "%s still has %d mutations to send; the last error: %s"
                .formatted(device.name(), session.outbox().size(), session.lastError()));
      }
      State stored = world.stored(device.account());
      var confirmed = session.confirmed();
      if (stored != null
          && (confirmed == null || !stored.at().equals(confirmed.state().atOrNull()))) {
        throw new Violation(
            "lively",
            "%s has %s, the store %s"
                .formatted(
                    device.name(),
                    confirmed == null ? null : confirmed.state().atOrNull(),
                    stored.at()));
      }
    }
  }
}
