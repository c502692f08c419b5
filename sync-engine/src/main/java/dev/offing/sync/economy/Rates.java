package dev.offing.sync.economy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Rates and lamp length: what owned things make of a catalog's numbers. */
final class Rates {

  private Rates() {}

  /**
   * Per source base x owned x multipliers, as one rational that is floored once. What the catalog
   * does not know earns and multiplies nothing.
   *
   * @param lifetime grains ever earned by now; of the state only what is owned and what lasts count
   * @param active boosts that run
   * @param events that go on
   */
  static Rate rate(
      Catalog catalog,
      EconomyState state,
      Money lifetime,
      List<EconomyState.ActiveBoost> active,
      List<String> events) {
    List<Producer> producers = catalog.producers();
    Product all = new Product();
    Product[] each = new Product[producers.size()];
    Arrays.setAll(each, i -> new Product());
    for (String id : state.upgrades()) {
      catalog.upgrade(id).ifPresent(it -> multiply(it.effect(), producers, all, each));
    }
    for (String id : state.renown().perks()) {
      Perk perk = catalog.prestige().perk(id).orElse(null);
      if (perk != null && perk.effect() instanceof Perk.Effect.Lasting lasting) {
        multiply(lasting.change(), producers, all, each);
      }
    }
    all.times(catalog.prestige().achievements().factor(state, lifetime));
    for (EconomyState.ActiveBoost boost : active) {
      catalog.boost(boost.id()).ifPresent(it -> all.times(it.multiplier()));
    }
    for (String event : events) {
      catalog.commons().event(event).ifPresent(it -> all.times(it.multiplier()));
    }
    TreeMap<String, Money> bySource = new TreeMap<>();
    Money total = Money.ZERO;
    for (int i = 0; i < each.length; i++) {
      Producer producer = producers.get(i);
      Integer count = state.owned().get(producer.id());
      if (count != null) {
        Product product = each[i].times(producer.baseRate()).times(all);
        for (int k = milestonesReached(catalog, count); k > 0; k--) {
          product.times(catalog.milestoneMultiplier());
        }
        Money rate = product.floorTimes(count);
        bySource.put(producer.id(), rate);
        total = total.plus(rate);
      }
    }
    return new Rate(bySource, total);
  }

  /** Milliseconds that the lamp burns after a contact. */
  static long capMs(Catalog catalog, EconomyState state) {
    long cap = catalog.baseLampMs();
    for (String id : state.upgrades()) {
      Upgrade upgrade = catalog.upgrade(id).orElse(null);
      cap = upgrade == null ? cap : longer(cap, upgrade.effect(), catalog);
    }
    for (String id : state.renown().perks()) {
      Perk perk = catalog.prestige().perk(id).orElse(null);
      if (perk != null && perk.effect() instanceof Perk.Effect.Lasting lasting) {
        cap = longer(cap, lasting.change(), catalog);
      }
    }
    return cap;
  }

  private static long longer(long cap, Upgrade.Effect effect, Catalog catalog) {
    return effect instanceof Upgrade.Effect.LampMs lamp
        ? Math.min(catalog.maxLampMs(), cap + lamp.extraMs())
        : cap;
  }

  private static int milestonesReached(Catalog catalog, int owned) {
    List<Integer> milestones = catalog.milestones();
    int reached = 0;
    while (reached < milestones.size() && milestones.get(reached) <= owned) {
      reached++;
    }
    return reached;
  }

  private static void multiply(
      Upgrade.Effect effect, List<Producer> producers, Product all, Product[] each) {
    switch (effect) {
      case Upgrade.Effect.MultiplyAll it -> all.times(it.by());
      case Upgrade.Effect.MultiplyProducer it -> {
        for (int i = 0; i < each.length; i++) {
          if (producers.get(i).id().equals(it.producer())) {
            each[i].times(it.by());
          }
        }
      }
      case Upgrade.Effect.LampMs ignored -> {}
    }
  }
}
