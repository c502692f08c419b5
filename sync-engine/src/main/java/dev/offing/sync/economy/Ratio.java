package dev.offing.sync.economy;

import java.math.BigInteger;

/**
 * A positive fraction in lowest terms: growth, multipliers, base rates. What the constructor is
 * given is reduced, so equal values are equal records.
 */
public record Ratio(BigInteger num, BigInteger den) implements Comparable<Ratio> {

  /** One: multiplies nothing. */
  public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);

  /**
   * @throws IllegalArgumentException unless both parts are positive
   */
  public Ratio {
    if (num.signum() <= 0 || den.signum() <= 0) {
      throw new IllegalArgumentException(
          "A ratio is positive in both parts; this is " + num + "/" + den + ".");
    }
    BigInteger common = num.gcd(den);
    if (!common.equals(BigInteger.ONE)) {
      num = num.divide(common);
      den = den.divide(common);
    }
  }

  public static Ratio of(long num, long den) {
    return new Ratio(BigInteger.valueOf(num), BigInteger.valueOf(den));
  }

  /**
   * Reads "3/2" or "2".
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static Ratio parse(String text) {
    int slash = text.indexOf('/');
    BigInteger num = Decimals.parse(slash < 0 ? text : text.substring(0, slash));
    BigInteger den = slash < 0 ? BigInteger.ONE : Decimals.parse(text.substring(slash + 1));
    return new Ratio(num, den);
  }

  public Ratio times(Ratio other) {
    return new Ratio(num.multiply(other.num), den.multiply(other.den));
  }

  @Override
  public int compareTo(Ratio other) {
    return num.multiply(other.den).compareTo(other.num.multiply(den));
  }

  /** "3/2", or "2" where the denominator is one. */
  @Override
  public String toString() {
    return den.equals(BigInteger.ONE) ? num.toString() : num + "/" + den;
  }
}
