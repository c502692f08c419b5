package dev.offing.client.harbour;

import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts as they are shown, so that they sum to the shown total. Amounts are cut to whole coins (or
 * hundredths, below 1,000) when they are written; what the parts lose by that more than the total
 * does is given, a unit each, to those that lost the most.
 */
final class Shares {

  private static final Money THOUSAND_COINS = Money.of(1_000_000);
  private static final BigInteger COIN = BigInteger.valueOf(1_000);
  private static final BigInteger HUNDREDTH = BigInteger.TEN;

  private Shares() {}

  /**
   * @param parts grains; they sum to {@code total}
   * @return multiples of the unit that sum to the total cut to that unit
   */
  static Map<String, Money> shown(Map<String, Money> parts, Money total) {
    // One unit for all: a part below 1,000 coins beside a larger total has no decimals to give.
    BigInteger unit = total.compareTo(THOUSAND_COINS) < 0 ? HUNDREDTH : COIN;
    Map<String, Money> shown = new LinkedHashMap<>();
    BigInteger left = total.grains().divide(unit);
    for (Map.Entry<String, Money> it : parts.entrySet()) {
      BigInteger units = it.getValue().grains().divide(unit);
      left = left.subtract(units);
      shown.put(it.getKey(), Money.of(units.multiply(unit)));
    }
    List<String> byLoss = new ArrayList<>(parts.keySet());
    byLoss.sort(Comparator.comparing((String it) -> loss(parts, it, unit)).reversed());
    for (String it : byLoss.subList(0, left.intValueExact())) {
      shown.merge(it, Money.of(unit), Money::plus);
    }
    return shown;
  }

  private static BigInteger loss(Map<String, Money> parts, String id, BigInteger unit) {
    return parts.getOrDefault(id, Money.ZERO).grains().mod(unit);
  }
}
