package dev.offing.sync.economy;

import java.math.BigInteger;

/**
 * Decimal numbers as text. {@link BigInteger} by itself takes a plus sign, leading zeros and the
 * digits of every script, and its time grows with the square of the length: so text is checked
 * first. {@link #grouped} is by hand because formatters follow the machine's locale.
 */
final class Decimals {

  private static final BigInteger LIMIT = BigInteger.TEN.pow(Money.MAX_DIGITS);

  private static final int MAX_GROUPED = 48;

  /** Every number of so many digits is a long. */
  private static final int LONG_DIGITS = 18;

  private Decimals() {}

  static boolean tooLong(BigInteger value) {
    return value.bitLength() >= LIMIT.bitLength() && value.abs().compareTo(LIMIT) >= 0;
  }

  /** Most amounts of most games are a long, which is written several times as fast. */
  static String text(BigInteger value) {
    return value.bitLength() < Long.SIZE ? Long.toString(value.longValue()) : value.toString();
  }

  static BigInteger parse(String text) {
    int sign = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - sign;
    if (digits > Money.MAX_DIGITS) {
      throw new IllegalArgumentException(
          "A number has at most " + Money.MAX_DIGITS + " digits; this one has " + digits + ".");
    }
    for (int i = sign; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw notDecimal(text);
      }
    }
    boolean leadingZero = digits > 0 && text.charAt(sign) == '0' && (digits > 1 || sign == 1);
    if (digits == 0 || leadingZero) {
      throw notDecimal(text);
    }
    return digits <= LONG_DIGITS ? BigInteger.valueOf(Long.parseLong(text)) : new BigInteger(text);
  }

  /**
   * The digits in threes, with commas: 91,820,407. Beyond what anybody reads only the first and how
   * many there are, so that a sentence stays short.
   */
  static String grouped(Money amount) {
    String digits = amount.grains().abs().toString();
    if (digits.length() > MAX_GROUPED) {
      String sign = amount.isNegative() ? "-" : "";
      return sign + digits.substring(0, 6) + "... (a number of " + digits.length() + " digits)";
    }
    StringBuilder out = new StringBuilder(amount.isNegative() ? "-" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        out.append(',');
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  /** What somebody sent, short enough to be repeated to a person. */
  static String shown(String text) {
    return text.length() <= 48 ? text : text.substring(0, 48) + "...";
  }

  private static IllegalArgumentException notDecimal(String text) {
    return new IllegalArgumentException(
        "\""
            + shown(text)
            + "\" is not a whole decimal number: digits only, with '-' in front of a negative one,"
            + " no plus sign, no leading zeros, no spaces.");
  }
}
