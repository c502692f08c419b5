package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Renown;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What purchases would earn, milestones included. What a pulse asks again is remembered until the
 * fleet, its multipliers or the rules change.
 */
final class Paybacks {

  /** What gains depend on. */
  private record Key(
      String catalog,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<EconomyState.ActiveBoost> boosts,
      Renown renown,
      Money nextAchievement) {

    static Key of(View view) {
      EconomyState core = view.core();
      return new Key(
          view.catalog().hash(),
          core.owned(),
          core.upgrades(),
          core.boosts(),
          core.renown(),
          view.catalog().prestige().achievements().nextAbove(core.lifetime()));
    }
  }

  private record Purchase(String producer, int count) {}

  private final Map<Purchase, Money> gains = new HashMap<>();
  private @Nullable Key key;

  /** Grains per millisecond that so many more would add while the lamp burns. */
  Money gain(View view, String producer, int count) {
    Key now = Key.of(view);
    if (!now.equals(key)) {
      key = now;
      gains.clear();
    }
    return gains.computeIfAbsent(
        new Purchase(producer, count), it -> gainOf(view, producer, count));
  }

  /** Whether one purchase pays for itself sooner than another: compares price / gain exactly. */
  boolean isSooner(View view, Vessel a, Vessel b) {
    BigInteger gainA = gain(view, a.id(), a.offer().count()).grains();
    BigInteger gainB = gain(view, b.id(), b.offer().count()).grains();
    BigInteger priceA = a.offer().price().grains();
    BigInteger priceB = b.offer().price().grains();
    return priceA.multiply(gainB).compareTo(priceB.multiply(gainA)) < 0;
  }

  /** Milliseconds until a purchase has earned its price; -1 if it earns nothing. */
  long paybackMs(View view, String producer, Offer offer) {
    BigInteger gain = gain(view, producer, offer.count()).grains();
    if (gain.signum() == 0) {
      return -1;
    }
    BigInteger ms = offer.price().grains().add(gain).subtract(BigInteger.ONE).divide(gain);
    return ms.min(BigInteger.valueOf(Long.MAX_VALUE / 2)).longValue();
  }

  private static Money gainOf(View view, String producer, int count) {
    EconomyState core = view.core();
    TreeMap<String, Integer> owned = new TreeMap<>(core.owned());
    owned.merge(producer, count, Integer::sum);
    EconomyState after =
        new EconomyState(
            core.asOf(),
            core.purse(),
            core.claim(),
            core.lifetime(),
            core.run(),
            owned,
            core.upgrades(),
            core.boosts(),
            core.dealings(),
            core.renown());
    return Economy.rate(after, view.catalog())
        .perMs()
        .minus(Economy.rate(core, view.catalog()).perMs());
  }
}
