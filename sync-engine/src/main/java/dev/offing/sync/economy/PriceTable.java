package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Prefix sums of the unit prices of one producer, grown on demand.
 *
 * <p>The unit after n owned costs ceil(base x p^n / q^n) grains, growth being p/q, and n units cost
 * the exact sum of their unit prices: {@code sums[n]}. So the price of any block is one subtraction
 * and "how many can I pay" is a binary search, exact where the closed form in doubles buys one too
 * many. The powers are carried from unit to unit, never raised anew; the sum of all {@link
 * Catalog#MAX_OWNED} takes well under 200 ms, once. Source: docs/design/economy.md, "Price".
 *
 * <p>Thread-safe: readers see {@code sums}, an array that is never written after it is published;
 * growing happens under the monitor.
 */
final class PriceTable {

  private static final int FIRST_CHUNK = 64;

  private final BigInteger p;
  private final BigInteger q;
  private BigInteger top; // base x p^n for the next n; guarded by this
  private BigInteger bottom = BigInteger.ONE; // q^n for the next n; guarded by this
  private volatile BigInteger[] sums = {BigInteger.ZERO};

  PriceTable(Money baseCost, Ratio growth) {
    this.p = growth.num();
    this.q = growth.den();
    this.top = baseCost.grains();
  }

  /** Grains for {@code count} more units when {@code owned} are there; both at most 5,000. */
  BigInteger price(int owned, int count) {
    BigInteger[] known = upTo(owned + count);
    return known[owned + count].subtract(known[owned]);
  }

  /** The greatest count whose price is not above {@code purse}, with at most 5,000 owned after. */
  int affordable(int owned, BigInteger purse) {
    BigInteger limit = upTo(owned)[owned].add(purse);
    BigInteger[] known = sums;
    while (known.length <= Catalog.MAX_OWNED && known[known.length - 1].compareTo(limit) < 0) {
      known = upTo(known.length);
    }
    int found = Arrays.binarySearch(known, owned, known.length, limit);
    return (found >= 0 ? found : -found - 2) - owned;
  }

  private BigInteger[] upTo(int units) {
    BigInteger[] known = sums;
    return units < known.length ? known : grow(units);
  }

  private synchronized BigInteger[] grow(int units) {
    BigInteger[] known = sums;
    if (units < known.length) {
      return known;
    }
    int want = Math.max(units, known.length + Math.max(FIRST_CHUNK, known.length / 2));
    BigInteger[] more = Arrays.copyOf(known, Math.min(want, Catalog.MAX_OWNED) + 1);
    for (int n = known.length; n < more.length; n++) {
      BigInteger[] parts = top.divideAndRemainder(bottom);
      BigInteger price = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
      more[n] = more[n - 1].add(price);
      top = top.multiply(p);
      bottom = bottom.multiply(q);
    }
    sums = more;
    return more;
  }
}
