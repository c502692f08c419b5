package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.session.SyncEvent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 2: along one history each mutation and each entry acts at most once, and what became of it stays
 * so. Where the store goes on from another point than the last one, what had acted there counts.
 */
final class ActsOnce implements Watcher {
  /** What acted in the history of an account up to a point. */
  private static final class Past {
    final Set<String> mutations = new HashSet<>();
    final Set<String> entries = new HashSet<>();
    Histories.@Nullable Point head;
  }

  private final Histories histories;
  private final Map<String, Past> pasts = new HashMap<>();
  private final Map<String, Set<Outcome>> outcomes = new HashMap<>();

  private @Nullable World world;

  ActsOnce(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void began(World in) {
    world = in;
  }

  @Override
  public void committed(AccountStore.Write write) {
    String account = write.after().account();
    Histories.Point point = histories.find(account, write.after().at());
    Histories.Point before = point.before;
    Past past = pasts.computeIfAbsent(account, _ -> new Past());
    if (past.head != before) {
      past = pastOf(before);
      pasts.put(account, past);
    }
    past.head = point;
    for (Step step : Histories.steps(write.made())) {
      String id = step.row().mutation().id();
      if (!step.again()) {
        outcomes.computeIfAbsent(id, _ -> EnumSet.noneOf(Outcome.class)).add(step.outcome());
        if (!past.mutations.add(id)) {
          throw new Violation("acts-once", "mutation " + id + " acted twice");
        }
      }
    }
    for (Entry entry : write.journal()) {
      if (!past.entries.add(entry.id())) {
        throw new Violation("acts-once", "entry " + entry.id() + " acted twice");
      }
    }
  }

  /** A frame of which a byte changed on the way may ask for something else under the same id. */
  private boolean isSpoilt() {
    return world != null && world.census().containsKey(Fault.CORRUPT);
  }

  private Past pastOf(Histories.@Nullable Point newest) {
    Past past = new Past();
    past.mutations.addAll(Histories.outcomes(newest).keySet());
    for (Histories.Point p = newest; p != null; p = p.before) {
      past.entries.addAll(p.entries);
    }
    return past;
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Settled settled) {
      Outcome said = settled.result().outcome();
      Rejection why = settled.result().rejection();
      boolean spoilt = why != null && why.code().equals("id_reused") && isSpoilt();
      if (said != Outcome.OUTCOME_FORGOTTEN
          && !spoilt
          && !outcomes.getOrDefault(settled.mutationId(), Set.of()).contains(said)) {
        throw new Violation(
            "acts-once",
            "%s was told %s of mutation %s, the books say %s"
                .formatted(
                    device.name(), said, settled.mutationId(), outcomes.get(settled.mutationId())));
      }
    }
  }
}
