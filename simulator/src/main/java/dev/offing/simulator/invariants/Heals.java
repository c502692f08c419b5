package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.session.SyncEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * 4: a shown state beyond the server's ends as that state plus what the server did since, judged
 * again; but what devices did that it does not list. {@link Accrual} counts the money; here nothing
 * may be missing and nothing be replaced that a single loss can explain away.
 */
final class Heals implements Watcher {
  private final Histories histories;

  /** Losses since the beginning. */
  private int losses;

  /** Points that devices held when the server refused to go on from them. */
  private final Set<Integer> gaveUp = new HashSet<>();

  private final Map<Integer, State> held = new HashMap<>();

  Heals(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void forgot(World world) {
    losses++;
  }

  @Override
  public void committed(AccountStore.Write write) {
    if (!(write.made() instanceof Heal heal) || heal.replaced() == null) {
      return;
    }
    Histories.Point shown = histories.find(heal.account(), heal.base());
    Histories.Point replaced = histories.find(heal.account(), heal.replaced());
    Map<String, Chained> base = Histories.outcomes(shown);
    // What a former heal judged is behind both: it may have left out what came from a device that
    // was taken off then, and is linked now.
    Map<String, Chained> server = Histories.outcomes(replaced, histories.behind(shown));
    Map<String, String> pushers = Histories.pushers(replaced);
    Set<String> listed = new HashSet<>(shown.keys);
    heal.changes()
        .forEach(it -> {
          if (it.change() instanceof DeviceChange.Linked linked) {
            listed.add(linked.key());
          }
        });
    Set<String> again = new HashSet<>();
    heal.steps().stream().map(Heal.Redone::step).forEach(step -> add(again, step));
    Set<String> standing = new HashSet<>();
    for (Heal.Redone redone : heal.steps()) {
      if (redone.step().again() && Histories.isGift(redone.step())) {
        standing.add(redone.step().row().mutation().id());
      }
    }
    for (String id : again) {
      if (base.containsKey(id)) {
        throw new Violation("heals", "mutation " + id + " is done twice by a heal");
      }
    }
    for (Map.Entry<String, Chained> done : server.entrySet()) {
      boolean there = base.containsKey(done.getKey());
      boolean known = listed.contains(pushers.get(done.getKey()));
      if (!there
          && known
          && !again.contains(done.getKey())
          && !standing.contains(done.getKey())
          && !hasTwin(done.getValue(), base)) {
        throw new Violation("heals", "mutation " + done.getKey() + " is lost by a heal");
      }
    }
  }

  private static void add(Set<String> again, Step step) {
    if (!step.again()) {
      again.add(step.row().mutation().id());
    }
  }

  /**
   * Whether the base has another mutation under the same number of the same incarnation: a copied
   * profile wrote both, and which of them a number names is not known any more.
   */
  private static boolean hasTwin(Chained row, Map<String, Chained> base) {
    return base.values().stream()
        .anyMatch(other -> other.mutation().origin().equals(row.mutation().origin()));
  }

  @Override
  public void acted(Device device) {
    Confirmed confirmed = device.session().map(s -> s.confirmed()).orElse(null);
    if (confirmed != null) {
      held.put(device.number(), confirmed.state());
    }
  }

  @Override
  public void told(Device device, SyncEvent event) {
    if (event instanceof SyncEvent.Restored restored && !restored.byThisDevice()) {
      gaveUp.add(device.number());
      if (losses == 0) {
        throw new Violation(
            "heals", device.name() + " lost what it held although the server forgot nothing");
      }
    }
  }
}
