package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Upgrade;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Puts into words where a vessel's income comes from, factor by factor. */
final class Explanation {

  private final View view;
  private final Catalog catalog;
  private final Notation notation;

  Explanation(View view, Notation notation) {
    this.view = view;
    this.catalog = view.catalog();
    this.notation = notation;
  }

  String of(Vessel row, Paybacks paybacks) {
    List<String> lines = new ArrayList<>();
    lines.add(row.known() ? row.name() : row.name() + ". " + row.rumour() + ".");
    Producer producer = catalog.producer(row.id()).orElse(null);
    if (producer != null && row.owned() > 0) {
      lines.add(factor(producer.baseRate()) + "/s each, " + row.owned() + " owned");
      upgrades(row.id(), lines);
      perks(row.id(), lines);
      achievements(lines);
      milestones(row.owned(), lines);
      boosts(lines);
      lines.add("Together " + row.rateText() + share(row.id()));
    }
    Offer offer = row.offer();
    if (offer.count() > 0 && row.known()) {
      Money gain = paybacks.gain(view, row.id(), offer.count());
      lines.add(
          offer.count()
              + " more for "
              + offer.priceText(notation)
              + ": +"
              + Coins.rate(gain, notation)
              + "/s");
      long ms = paybacks.paybackMs(view, row.id(), offer);
      if (ms >= 0) {
        lines.add("Pays for itself in " + Times.span(ms));
      }
    }
    return String.join("\n", lines);
  }

  private void upgrades(String producer, List<String> lines) {
    for (String id : view.core().upgrades()) {
      Upgrade upgrade = catalog.upgrade(id).orElse(null);
      if (upgrade != null) {
        effect(upgrade.effect(), upgrade.name(), producer, lines);
      }
    }
  }

  private void perks(String producer, List<String> lines) {
    for (String id : view.core().renown().perks()) {
      Perk perk = catalog.prestige().perk(id).orElse(null);
      if (perk != null && perk.effect() instanceof Perk.Effect.Lasting lasting) {
        effect(lasting.change(), perk.name(), producer, lines);
      }
    }
  }

  private static void effect(
      Upgrade.Effect effect, String name, String producer, List<String> lines) {
    switch (effect) {
      case Upgrade.Effect.MultiplyAll it -> lines.add(times(it.by()) + name);
      case Upgrade.Effect.MultiplyProducer it -> {
        if (it.producer().equals(producer)) {
          lines.add(times(it.by()) + name);
        }
      }
      case Upgrade.Effect.LampMs _ -> {}
    }
  }

  private void achievements(List<String> lines) {
    Ratio factor = catalog.prestige().achievements().factor(view.core());
    if (!factor.equals(Ratio.ONE)) {
      lines.add(times(factor) + "Achievements");
    }
  }

  private void milestones(int owned, List<String> lines) {
    for (int at : catalog.milestones()) {
      if (at <= owned) {
        lines.add(times(catalog.milestoneMultiplier()) + at + " owned");
      }
    }
  }

  private void boosts(List<String> lines) {
    for (EconomyState.ActiveBoost running : view.core().boosts()) {
      long left = running.until() - view.nowMs();
      Boost boost = catalog.boost(running.id()).orElse(null);
      if (boost != null && left > 0) {
        lines.add(times(boost.multiplier()) + boost.name() + ", " + Times.span(left) + " left");
      }
    }
  }

  private String share(String id) {
    Money all = view.rate().perMs();
    Money own = view.rate().perMsBySource().getOrDefault(id, Money.ZERO);
    if (all.signum() == 0) {
      return ", while the lamp burns";
    }
    BigInteger percent = own.grains().multiply(BigInteger.valueOf(100)).divide(all.grains());
    return ", " + percent + " % of the harbour";
  }

  private static String times(Ratio by) {
    return "\u00d7" + factor(by) + "  ";
  }

  /** {@code 2}, {@code 1.5}; three decimals at most. */
  static String factor(Ratio ratio) {
    return new BigDecimal(ratio.num())
        .divide(new BigDecimal(ratio.den()), 3, RoundingMode.FLOOR)
        .stripTrailingZeros()
        .toPlainString();
  }
}
