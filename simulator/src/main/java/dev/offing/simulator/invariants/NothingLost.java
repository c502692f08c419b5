package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * 3: what was saved ends with an outcome, or waits in an outbox, unless its disk lost it. What a
 * device did that was taken off since is as safe as the devices that hold it: after a loss it may
 * not give it back itself.
 */
final class NothingLost implements Watcher {
  private final Histories histories;
  private final Set<String> open = new TreeSet<>();

  /** Whose they are. */
  private final Map<String, String> accounts = new HashMap<>();

  /** Got its outcome, in whatever history, pushed by the device of this key. */
  private final Map<String, Done> done = new HashMap<>();

  private boolean forgot;

  private record Done(String account, String key) {}

  NothingLost(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void saved(Device device, String mutationId) {
    if (!open.add(mutationId)) {
      throw new Violation("nothing-lost", "two mutations are called " + mutationId);
    }
    accounts.put(mutationId, device.account());
  }

  @Override
  public void committed(AccountStore.Write write) {
    Histories.pushers(write.made())
        .forEach((id, key) -> done.put(id, new Done(write.made().account(), key)));
    for (Step step : Histories.steps(write.made())) {
      if (Histories.isGift(step)) {
        open.remove(step.row().mutation().id()); // it stands in every history
      }
    }
  }

  @Override
  public void forgot(World world) {
    forgot = true;
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Settled settled
        && settled.result().outcome() == Outcome.OUTCOME_FORGOTTEN) {
      open.remove(settled.mutationId());
    }
  }

  @Override
  public void lost(Device device, List<Chained> rows) {
    rows.forEach(row -> open.remove(row.mutation().id()));
  }

  @Override
  public void deleted(String account) {
    open.removeIf(id -> account.equals(accounts.get(id)));
  }

  @Override
  public void settled(World world) {
    Set<String> left = new TreeSet<>(open);
    for (Device device : world.devices()) {
      State stored = world.stored(device.account());
      if (stored != null) {
        Histories.Point newest = histories.find(device.account(), stored.at());
        left.removeAll(Histories.outcomes(newest).keySet());
        left.removeAll(Histories.dropped(newest));
        if (forgot) {
          left.removeIf(id -> isOff(done.get(id), stored));
        }
      }
      device.disk().outbox().forEach(row -> left.remove(row.mutation().id()));
    }
    if (!left.isEmpty()) {
      throw new Violation(
          "nothing-lost",
          "%d mutations are nowhere, the first is %s%s"
              .formatted(
                  left.size(),
                  left.iterator().next(),
                  done.containsKey(left.iterator().next()) ? ", which had its outcome once" : ""));
    }
  }

  private static boolean isOff(@Nullable Done done, State stored) {
    return done != null
        && done.account.equals(stored.account())
        && !stored.devices().keys().contains(done.key);
  }
}
