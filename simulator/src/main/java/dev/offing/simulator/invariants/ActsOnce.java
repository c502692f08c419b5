package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** 2: each mutation and each entry acts at most once, and what became of it stays so. */
final class ActsOnce implements Watcher {
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> entries = new HashSet<>();

  @Override
  public void committed(AccountStore.Write write) {
    for (Step step : write.commit().steps()) {
      String id = step.row().mutation().id();
      if (!step.again() && outcomes.put(id, step.outcome()) != null) {
        throw new Violation("acts-once", "mutation " + id + " acted twice");
      }
    }
    for (Entry entry : write.journal()) {
      if (!entries.add(write.after().account() + entry.id())) {
        throw new Violation("acts-once", "entry " + entry.id() + " acted twice");
      }
    }
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Settled settled) {
      Outcome known = outcomes.get(settled.mutationId());
      Outcome said = settled.result().outcome();
      if (said != Outcome.OUTCOME_FORGOTTEN && known != said) {
        throw new Violation(
            "acts-once",
            "%s was told %s of mutation %s, the books say %s"
                .formatted(device.name(), said, settled.mutationId(), known));
      }
    }
  }
}
