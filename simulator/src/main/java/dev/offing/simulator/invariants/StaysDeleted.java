package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.session.Halt;
import dev.offing.sync.session.Phase;
import dev.offing.sync.session.SyncSession;
import java.util.HashSet;
import java.util.Set;

/** An account that was deleted never comes back, whoever asks and whatever the store forgot. */
final class StaysDeleted implements Watcher {
  private final Set<String> deleted = new HashSet<>();

  @Override
  public void deleted(String account) {
    deleted.add(account);
  }

  @Override
  public void committed(AccountStore.Write write) {
    if (deleted.contains(write.after().account())) {
      throw new Violation(
          "stays-deleted",
          "account %s was deleted and is written again at %s"
              .formatted(write.after().account().substring(0, 8), write.after().at()));
    }
  }

  @Override
  public void settled(World world) {
    for (Device device : world.devices()) {
      boolean gone = deleted.contains(device.account());
      if (gone && world.stored(device.account()) != null) {
        throw new Violation("stays-deleted", "the store has the account of " + device.name());
      }
      SyncSession session = device.session().orElseThrow();
      if (gone ? session.phase() == Phase.READY : session.halt() == Halt.DELETED) {
        throw new Violation(
            "stays-deleted",
            "the account of %s %s deleted, and it is %s (%s)"
                .formatted(
                    device.name(), gone ? "was" : "was not", session.phase(), session.halt()));
      }
    }
  }
}
