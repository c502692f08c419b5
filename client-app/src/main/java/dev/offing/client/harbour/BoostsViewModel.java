package dev.offing.client.harbour;

import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The boosts, in the catalog's order. Belongs to the thread of the screen. */
public final class BoostsViewModel implements Watcher {

  private final ObservableList<Extra> rows = FXCollections.observableArrayList();
  private final ObservableList<Extra> readOnly = FXCollections.unmodifiableObservableList(rows);
  private final ObservableValue<Notation> notation;

  BoostsViewModel(ObservableValue<Notation> notation) {
    this.notation = notation;
  }

  /** The rows; unmodifiable. */
  public ObservableList<Extra> rows() {
    return readOnly;
  }

  @Override
  public void show(View now, SyncStatus status) {
    List<Extra> next = now.catalog().boosts().stream().map(it -> row(now, it)).toList();
    if (!next.equals(rows)) {
      rows.setAll(next);
    }
  }

  private Extra row(View now, Boost it) {
    EconomyState core = now.core();
    boolean pending = now.pendingItems().contains(it.id());
    if (core.isActive(it.id())) {
      long left =
          core.boosts().stream()
              .filter(running -> running.id().equals(it.id()))
              .mapToLong(running -> running.until() - core.asOf())
              .findFirst()
              .orElse(0);
      // In seconds, so that a row changes when its text does.
      int part = (int) (Math.ceilDiv(left, 1_000L) * 1_000_000L / it.durationMs());
      return new Extra(
          it.id(),
          it.name(),
          it.text(),
          Extra.State.RUNNING,
          "Running",
          Times.span(left) + " left",
          Math.min(1_000, part),
          pending,
          false);
    }
    Money cost = Economy.boostPrice(now.catalog(), core, it.id());
    String price = Coins.price(cost, notation.getValue());
    int part = Offer.part(core.purse(), cost);
    if (cost.compareTo(core.purse()) <= 0) {
      String label = "Start, " + Times.span(it.durationMs());
      return new Extra(
          it.id(), it.name(), it.text(), Extra.State.READY, label, price, part, pending, false);
    }
    String wait = Offer.waitText(Offer.waitMs(now, Command.boost(it.id(), core.run(), null)));
    return new Extra(
        it.id(), it.name(), it.text(), Extra.State.DEAR, wait, price, part, pending, false);
  }
}
