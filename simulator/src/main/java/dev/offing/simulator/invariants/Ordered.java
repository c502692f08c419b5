package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 7: numbers have no holes, versions and effective times only grow. */
final class Ordered implements Watcher {
  private final Map<String, Long> lastSeqs = new HashMap<>();
  private final Map<String, State> newest = new HashMap<>();
  private boolean forgetful;

  @Override
  public void committed(AccountStore.Write write) {
    State after = write.after();
    State before = newest.put(after.account(), after);
    switch (write.made()) {
      case Commit commit -> follows(commit, before, after);
      case Heal heal -> follows(heal, after);
    }
  }

  /** Numbers may be left out in a heal, versions and times as everywhere. */
  private void follows(Heal heal, State after) {
    EpochVersion end = heal.replaced();
    long version = Math.max(heal.base().version(), end == null ? 0 : end.version());
    if (after.at().version() != version + 1
        || !after.contains(heal.base())
        || (end != null && !after.contains(end))) {
      throw new Violation("ordered", "heal %s does not follow both ends".formatted(after.at()));
    }
    long time = Long.MIN_VALUE;
    for (Heal.Redone redone : heal.steps()) {
      if (redone.step().acts() && redone.step().effectiveAt() < time) {
        throw new Violation("ordered", "effective times go back in a heal to " + time);
      }
      time = redone.step().acts() ? redone.step().effectiveAt() : time;
    }
    forget(after);
  }

  /** Numbers go on from what a state says: what this checker knew of them is another history's. */
  private void forget(State state) {
    lastSeqs.keySet().removeIf(life -> life.startsWith(state.account()));
    state
        .devices()
        .live()
        .forEach((incarnation, i) -> lastSeqs.put(state.account() + incarnation, i.lastSeq()));
  }

  @Override
  public void forgot(World world) {
    newest.clear();
    lastSeqs.clear();
    forgetful = true;
  }

  private void follows(Commit commit, @Nullable State before, State after) {
    if (before == null && forgetful && commit.from() != null) {
      forget(after); // the first after a loss: nothing is known of the one before it
      return;
    }
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
