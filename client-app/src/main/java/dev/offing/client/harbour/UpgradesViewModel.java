package dev.offing.client.harbour;

import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The upgrades: first what can be had, the cheapest in front, then what something is missing for,
 * then what is owned. Belongs to the thread of the screen.
 */
public final class UpgradesViewModel implements Watcher {

  private final ReadOnlyIntegerWrapper affordable = new ReadOnlyIntegerWrapper(0);
  private final ObservableList<Extra> rows = FXCollections.observableArrayList();
  private final ObservableList<Extra> readOnly = FXCollections.unmodifiableObservableList(rows);
  private final ObservableValue<Notation> notation;

  UpgradesViewModel(ObservableValue<Notation> notation) {
    this.notation = notation;
  }

  /** How many the purse can pay now. */
  public ReadOnlyIntegerProperty affordable() {
    return affordable.getReadOnlyProperty();
  }

  /** The rows; unmodifiable. */
  public ObservableList<Extra> rows() {
    return readOnly;
  }

  @Override
  public void show(View now, SyncStatus status) {
    List<Extra> next = new ArrayList<>();
    now.catalog().upgrades().stream()
        .sorted(Comparator.comparing(Upgrade::cost))
        .forEach(it -> next.add(row(now, it)));
    next.sort(Comparator.comparingInt(it -> rank(it.state())));
    affordable.set((int) next.stream().filter(it -> it.state() == Extra.State.READY).count());
    if (affordable.get() > 0) {
      int best = firstReady(next);
      next.set(best, next.get(best).asBest());
    }
    if (!next.equals(rows)) {
      rows.setAll(next);
    }
  }

  /** Rows stand by price, so the first that can be paid is the cheapest. */
  private static int firstReady(List<Extra> extras) {
    int i = 0;
    while (extras.get(i).state() != Extra.State.READY) {
      i++;
    }
    return i;
  }

  private static int rank(Extra.State state) {
    return switch (state) {
      case READY, DEAR, RUNNING -> 0;
      case LOCKED -> 1;
      case OWNED -> 2;
    };
  }

  private Extra row(View now, Upgrade it) {
    EconomyState core = now.core();
    boolean pending = now.pendingItems().contains(it.id());
    String price = Coins.price(it.cost(), notation.getValue());
    if (core.upgrades().contains(it.id())) {
      return new Extra(
          it.id(), it.name(), it.text(), Extra.State.OWNED, "Owned", "", 1_000, pending, false);
    }
    if (!Economy.isUnlocked(now.catalog(), core, it.id())) {
      String needs = "Needs " + String.join(", ", missing(it.condition(), now.catalog(), core));
      return new Extra(
          it.id(), it.name(), needs, Extra.State.LOCKED, "Locked", price, 0, pending, false);
    }
    int part = Offer.part(core.purse(), it.cost());
    if (it.cost().compareTo(core.purse()) <= 0) {
      return new Extra(
          it.id(), it.name(), it.text(), Extra.State.READY, "Buy", price, part, pending, false);
    }
    String wait = Offer.waitText(Offer.waitMs(now, Command.upgrade(it.id(), core.run(), null)));
    return new Extra(
        it.id(), it.name(), it.text(), Extra.State.DEAR, wait, price, part, pending, false);
  }

  private List<String> missing(Upgrade.Condition condition, Catalog catalog, EconomyState core) {
    return switch (condition) {
      case Upgrade.Condition.Always _ -> List.of();
      case Upgrade.Condition.Owned it -> {
        String name = catalog.producer(it.producer()).map(Producer::name).orElse(it.producer());
        int owned = core.owned(it.producer());
        String missing =
            owned == 0
                ? it.count() + " of a vessel not seen yet"
                : owned + " of " + it.count() + " " + Plural.of(name);
        yield owned >= it.count() ? List.of() : List.of(missing);
      }
      case Upgrade.Condition.Lifetime it ->
          core.lifetime().compareTo(it.atLeast()) >= 0
              ? List.of()
              : List.of(Coins.price(it.atLeast(), notation.getValue()) + " coins ever earned");
      case Upgrade.Condition.After it ->
          core.upgrades().contains(it.upgrade())
              ? List.of()
              : List.of(catalog.upgrade(it.upgrade()).map(Upgrade::name).orElse(it.upgrade()));
      case Upgrade.Condition.All all ->
          all.conditions().stream().flatMap(it -> missing(it, catalog, core).stream()).toList();
    };
  }
}
