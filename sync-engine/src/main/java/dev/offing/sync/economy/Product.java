package dev.offing.sync.economy;

import java.math.BigInteger;

/**
 * A product of ratios on its way to being floored, once. Kept in two longs while it fits, because a
 * replay computes ten thousand rates in a few milliseconds; beyond that exactly the same in big
 * integers. Not reduced on the way: that would cost more than it saves.
 */
final class Product {

  private long num = 1;
  private long den = 1;
  private BigInteger bigNum = BigInteger.ZERO; // zero: num and den hold the product
  private BigInteger bigDen = BigInteger.ZERO;

  Product times(Ratio ratio) {
    return times(ratio.num(), ratio.den());
  }

  Product times(Product other) {
    return other.isBig() ? times(other.bigNum, other.bigDen) : timesSmall(other.num, other.den);
  }

  /** Whole grains of {@code count} times this product. */
  Money floorTimes(int count) {
    if (!isBig() && fits(num, count)) {
      return Money.of(num * count / den);
    }
    grow();
    return Money.of(bigNum.multiply(BigInteger.valueOf(count)).divide(bigDen));
  }

  private Product times(BigInteger byNum, BigInteger byDen) {
    if (byNum.bitLength() < Long.SIZE && byDen.bitLength() < Long.SIZE) {
      return timesSmall(byNum.longValue(), byDen.longValue());
    }
    grow();
    bigNum = bigNum.multiply(byNum);
    bigDen = bigDen.multiply(byDen);
    return this;
  }

  private Product timesSmall(long byNum, long byDen) {
    if (!isBig() && fits(num, byNum) && fits(den, byDen)) {
      num *= byNum;
      den *= byDen;
      return this;
    }
    grow();
    bigNum = bigNum.multiply(BigInteger.valueOf(byNum));
    bigDen = bigDen.multiply(BigInteger.valueOf(byDen));
    return this;
  }

  /** Whether the product of two positive numbers is one that a long holds. */
  private static boolean fits(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b > 0;
  }

  private boolean isBig() {
    return bigNum.signum() != 0;
  }

  private void grow() {
    if (!isBig()) {
      bigNum = BigInteger.valueOf(num);
      bigDen = BigInteger.valueOf(den);
    }
  }
}
