package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import java.util.HashMap;
import java.util.Map;

/** 7: numbers have no holes, versions and effective times only grow. */
final class Ordered implements Watcher {
  private final Map<String, Long> lastSeqs = new HashMap<>();
  private final Map<String, State> newest = new HashMap<>();

  @Override
  public void committed(AccountStore.Write write) {
    Commit commit = write.commit();
    State after = write.after();
    State before = newest.put(after.account(), after);
    long version = before == null ? 0 : before.at().version();
    if (after.at().version() != version + 1 || (before != null && !after.contains(before.at()))) {
      throw new Violation(
          "ordered", "version %s does not follow %d".formatted(after.at(), version));
    }
    long time = before == null ? Long.MIN_VALUE : before.core().asOf();
    for (Step step : commit.steps()) {
      String life = after.account() + commit.incarnation();
      long last = lastSeqs.getOrDefault(life, 0L);
      if (step.row().seq() != last + 1) {
        throw new Violation(
            "ordered", "number %d of an incarnation follows %d".formatted(step.row().seq(), last));
      }
      lastSeqs.put(life, step.row().seq());
      if (step.acts()) {
        if (step.effectiveAt() < time) {
          throw new Violation("ordered", "effective times go back to " + step.effectiveAt());
        }
        time = step.effectiveAt();
      }
    }
  }
}
