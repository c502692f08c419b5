package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Rates and lamp length: what owned things make of a catalog's numbers. */
final class Rates {

  private Rates() {}

  /**
   * Per source base x owned x multipliers, as one rational that is floored once. What the catalog
   * does not know earns and multiplies nothing.
   */
  static Rate rate(
      Catalog catalog,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<EconomyState.ActiveBoost> active) {
    List<Producer> producers = catalog.producers();
    Factor all = new Factor();
    Factor[] each = new Factor[producers.size()];
    Arrays.setAll(each, i -> new Factor());
    for (String id : upgrades) {
      catalog.upgrade(id).ifPresent(it -> multiply(it.effect(), producers, all, each));
    }
    for (EconomyState.ActiveBoost boost : active) {
      catalog.boost(boost.id()).ifPresent(it -> all.times(it.multiplier()));
    }
    TreeMap<String, Money> bySource = new TreeMap<>();
    Money total = Money.ZERO;
    for (int i = 0; i < each.length; i++) {
      Producer producer = producers.get(i);
      Integer count = owned.get(producer.id());
      if (count != null) {
        Factor factor = each[i].times(producer.baseRate()).times(all);
        factor.timesPower(catalog.milestoneMultiplier(), milestonesReached(catalog, count));
        Money rate = factor.floorOf(count);
        bySource.put(producer.id(), rate);
        total = total.plus(rate);
      }
    }
    return new Rate(bySource, total);
  }

  /** Milliseconds that the lamp burns after a contact. */
  static long capMs(Catalog catalog, SortedSet<String> upgrades) {
    long cap = catalog.baseLampMs();
    for (String id : upgrades) {
      Upgrade upgrade = catalog.upgrade(id).orElse(null);
      if (upgrade != null && upgrade.effect() instanceof Upgrade.Effect.LampMs lamp) {
        cap = Math.min(catalog.maxLampMs(), cap + lamp.extraMs());
      }
    }
    return cap;
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
      Upgrade.Effect effect, List<Producer> producers, Factor all, Factor[] each) {
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

  /** A product of ratios on its way to being floored; not reduced, which would cost more. */
  private static final class Factor {
    private BigInteger num = BigInteger.ONE;
    private BigInteger den = BigInteger.ONE;

    Factor times(Ratio ratio) {
      return times(ratio.num(), ratio.den());
    }

    Factor times(Factor other) {
      return times(other.num, other.den);
    }

    void timesPower(Ratio ratio, int exponent) {
      if (exponent > 0) {
        times(ratio.num().pow(exponent), ratio.den().pow(exponent));
      }
    }

    Money floorOf(int count) {
      BigInteger product = num.multiply(BigInteger.valueOf(count));
      return Money.of(isOne(den) ? product : product.divide(den));
    }

    private Factor times(BigInteger byNum, BigInteger byDen) {
      num = isOne(byNum) ? num : num.multiply(byNum);
      den = isOne(byDen) ? den : den.multiply(byDen);
      return this;
    }

    private static boolean isOne(BigInteger value) {
      return value.equals(BigInteger.ONE);
    }
  }
}
