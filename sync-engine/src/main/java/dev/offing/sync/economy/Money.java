package dev.offing.sync.economy;

import java.math.BigInteger;

/**
 * An exact signed amount in grains, the smallest unit (1 coin = 1,000 grains; how it is shown is
 * the client's business). At most {@value #MAX_DIGITS} digits, so that every amount that exists can
 * be written and read again. Source: docs/design/economy.md, "Money".
 */
public record Money(BigInteger grains) implements Comparable<Money> {

  /** The bound on decimal digits, checked before anything is parsed. */
  public static final int MAX_DIGITS = 1_024;

  /** No money. */
  public static final Money ZERO = new Money(BigInteger.ZERO);

  /**
   * @throws IllegalArgumentException if the amount has more than {@value #MAX_DIGITS} digits
   */
  public Money {
    if (Decimals.tooLong(grains)) {
      throw new IllegalArgumentException(
          "An amount has at most " + MAX_DIGITS + " digits; this one has more.");
    }
  }

  public static Money of(long grains) {
    return grains == 0 ? ZERO : new Money(BigInteger.valueOf(grains));
  }

  public static Money of(BigInteger grains) {
    return grains.signum() == 0 ? ZERO : new Money(grains);
  }

  /**
   * Reads what {@link #toString} writes, and nothing else: decimal digits, '-' in front of a
   * negative amount, no plus sign, no leading zeros, no spaces.
   *
   * @throws IllegalArgumentException with a sentence, before any number is built
   */
  public static Money parse(String text) {
    return of(Decimals.parse(text));
  }

  public Money plus(Money other) {
    return other.signum() == 0 ? this : of(grains.add(other.grains));
  }

  public Money minus(Money other) {
    return other.signum() == 0 ? this : of(grains.subtract(other.grains));
  }

  public Money negated() {
    return of(grains.negate());
  }

  public Money times(long factor) {
    return times(BigInteger.valueOf(factor));
  }

  public Money times(BigInteger factor) {
    return of(grains.multiply(factor));
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return grains.signum();
  }

  public boolean isNegative() {
    return grains.signum() < 0;
  }

  @Override
  public int compareTo(Money other) {
    return grains.compareTo(other.grains);
  }

  /** Decimal digits, as in JSON, SQLite and Redis. */
  @Override
  public String toString() {
    return Decimals.text(grains);
  }
}
