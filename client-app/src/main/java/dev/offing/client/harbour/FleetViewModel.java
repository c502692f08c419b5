package dev.offing.client.harbour;

import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Producer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as rows. Shown are the vessels that are owned, those that the fleet has ever earned the
 * price of, and the next one, which is only guessed at until it is owned. Belongs to the thread of
 * the screen.
 */
public final class FleetViewModel implements Watcher {

  private final ReadOnlyObjectWrapper<Amount> amount = new ReadOnlyObjectWrapper<>(Amount.ONE);
  private final ObservableList<Vessel> rows = FXCollections.observableArrayList();
  private final ObservableList<Vessel> readOnly = FXCollections.unmodifiableObservableList(rows);
  private final ObservableValue<Notation> notation;
  private final Paybacks paybacks = new Paybacks();
  private @Nullable View view;

  FleetViewModel(ObservableValue<Notation> notation) {
    this.notation = notation;
  }

  /** How many a button buys. */
  public ReadOnlyObjectProperty<Amount> amount() {
    return amount.getReadOnlyProperty();
  }

  /** The rows, in the catalog's order; unmodifiable. */
  public ObservableList<Vessel> rows() {
    return readOnly;
  }

  /** The row of a vessel, if it is shown. */
  public Optional<Vessel> row(String id) {
    return rows.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** Chooses how many a button buys. */
  public void choose(Amount chosen) {
    amount.set(chosen);
    View now = view;
    if (now != null) {
      show(now);
    }
  }

  @Override
  public void show(View now, SyncStatus status) {
    view = now;
    show(now);
  }

  /** What a vessel earns and why: base, each multiplier, and how soon its button pays off. */
  public String explain(String id) {
    View now = view;
    Vessel row = row(id).orElse(null);
    return now == null || row == null
        ? ""
        : new Explanation(now, notation.getValue()).of(row, paybacks);
  }

  /** A few words of a vessel: name, how many, what they earn. */
  public String card(String id) {
    Vessel row = row(id).orElse(null);
    if (row == null) {
      return Rumours.of(id).title();
    }
    return row.owned() == 0
        ? row.name()
        : row.name() + ", " + row.owned() + " owned, " + row.rateText();
  }

  private void show(View now) {
    List<Vessel> next = new ArrayList<>();
    boolean guessed = false;
    for (Producer producer : now.catalog().producers()) {
      int owned = now.core().owned(producer.id());
      boolean within = now.core().lifetime().compareTo(producer.baseCost()) >= 0;
      if (owned > 0 || within || !guessed) {
        next.add(vessel(now, producer, owned));
      }
      guessed |= owned == 0;
    }
    markBest(now, next);
    if (next.size() != rows.size()) {
      rows.setAll(next);
      return;
    }
    for (int i = 0; i < next.size(); i++) {
      if (!next.get(i).equals(rows.get(i))) {
        rows.set(i, next.get(i));
      }
    }
  }

  private Vessel vessel(View now, Producer producer, int owned) {
    String id = producer.id();
    boolean first = id.equals(now.catalog().producers().getFirst().id());
    boolean known = owned > 0 || first;
    Rumours.Rumour rumour = Rumours.of(id);
    OptionalInt milestone = Economy.nextMilestone(now.catalog(), owned);
    Offer offer = amount.get().offer(now, id);
    Notation how = notation.getValue();
    Money perMs = now.rate().perMsBySource().getOrDefault(id, Money.ZERO);
    return new Vessel(
        id,
        known ? producer.name() : rumour.title(),
        known,
        known ? "" : rumour.text(),
        owned,
        now.pendingItems().contains(id),
        earns(producer, known, owned, perMs),
        milestone.isEmpty()
            ? ""
            : "\u00d7" + now.catalog().milestoneMultiplier() + " at " + milestone.getAsInt(),
        milestone.isEmpty() ? 1_000 : part(now, owned, milestone.getAsInt()),
        offer,
        label(offer),
        offer.count() == 0 ? "all owned" : offer.priceText(how),
        /* best= */ false);
  }

  private String earns(Producer producer, boolean known, int owned, Money perMs) {
    if (owned > 0) {
      return "+" + Coins.rate(perMs, notation.getValue()) + "/s";
    }
    return known ? Explanation.factor(producer.baseRate()) + "/s each" : "";
  }

  private String label(Offer offer) {
    if (!offer.affordable()) {
      return offer.count() == 0 ? "" : offer.waitText();
    }
    return (amount.get() == Amount.MAX ? "Max " : "Buy ") + offer.count();
  }

  private void markBest(View now, List<Vessel> vessels) {
    int best = -1;
    for (int i = 0; i < vessels.size(); i++) {
      Offer offer = vessels.get(i).offer();
      if (offer.affordable()
          && paybacks.gain(now, vessels.get(i).id(), offer.count()).signum() > 0
          && (best < 0 || paybacks.isSooner(now, vessels.get(i), vessels.get(best)))) {
        best = i;
      }
    }
    if (best >= 0) {
      vessels.set(best, vessels.get(best).asBest());
    }
  }

  private static int part(View view, int owned, int next) {
    int before =
        view.catalog().milestones().stream()
            .mapToInt(it -> it)
            .filter(it -> it <= owned)
            .max()
            .orElse(0);
    return (owned - before) * 1_000 / (next - before);
  }
}
