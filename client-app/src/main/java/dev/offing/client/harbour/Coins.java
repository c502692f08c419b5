package dev.offing.client.harbour;

import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.List;

/**
 * How money is written for people. A coin is 1,000 grains. Below 1,000 coins two decimals stand;
 * above, what the {@link Notation} says. By hand, because formatters follow the machine's locale
 * and go through double.
 */
public final class Coins {

  private static final BigInteger GRAINS = BigInteger.valueOf(1_000);
  private static final List<String> UNITS =
      List.of("", "K", "M", "B", "T", "Qa", "Qi", "Sx", "Sp", "Oc", "No");

  /** Significant digits on labels, and in a purse that is too large for every digit. */
  private static final int FEW = 3;

  private static final int MANY = 7;

  /** Whole coins of more digits are not written out but where every digit was asked for. */
  private static final int MOST_DIGITS = 15;

  /** Of these there is room on a button. */
  private static final int FEW_DIGITS = 12;

  private Coins() {}

  /** What one has, short: cut off, so that no screen shows more than there is. */
  public static String owned(Money amount) {
    return owned(amount, Notation.SHORT);
  }

  /** What one has: cut off, so that no screen shows more than there is. */
  public static String owned(Money amount, Notation notation) {
    return brief(amount, notation, FEW, /* up= */ false);
  }

  /** What one must pay, short: rounded up, so that a purse that shows it can pay it. */
  public static String price(Money amount) {
    return price(amount, Notation.SHORT);
  }

  /** What one must pay: rounded up, so that a purse that shows it can pay it. */
  public static String price(Money amount, Notation notation) {
    return brief(amount, notation, FEW, /* up= */ true);
  }

  /**
   * A sum that counts up: cut off, with every whole coin while they are at most fifteen digits, and
   * else with so many digits that one sees it grow. The powers of ten are for those who chose them.
   */
  public static String sum(Money amount, Notation notation) {
    return switch (notation) {
      case SHORT, FULL -> isWritable(amount) ? whole(amount) : many(amount, notation);
      case SCIENTIFIC, ENGINEERING -> many(amount, notation);
    };
  }

  /**
   * Income: {@code 12} or {@code 3.04K} coins a second. A grain a millisecond is a coin a second,
   * so there is never a part of one.
   *
   * @param perMs grains per millisecond
   */
  public static String rate(Money perMs, Notation notation) {
    BigInteger coins = perMs.grains();
    return coins.abs().toString().length() <= 3
        ? sign(perMs) + coins.abs()
        : owned(perMs.times(1_000), notation);
  }

  /** The same with every coin, where they can be written out: {@code 1,291,820}. */
  public static String wholeRate(Money perMs, Notation notation) {
    BigInteger coins = perMs.grains();
    return coins.abs().toString().length() <= 3
        ? sign(perMs) + coins.abs()
        : sum(perMs.times(1_000), notation);
  }

  /** Every digit: {@code 1,284,506.913}. */
  public static String exact(Money amount) {
    BigInteger[] parts = amount.grains().abs().divideAndRemainder(GRAINS);
    String grains = Integer.toString(parts[1].intValue() + 1_000).substring(1);
    return sign(amount) + grouped(parts[0].toString()) + "." + grains;
  }

  private static String many(Money amount, Notation notation) {
    return brief(amount, notation, MANY, /* up= */ false);
  }

  private static String whole(Money amount) {
    return brief(amount, Notation.FULL, MANY, /* up= */ false);
  }

  private static boolean isWritable(Money amount) {
    return amount.grains().abs().divide(GRAINS).toString().length() <= MOST_DIGITS;
  }

  private static String brief(Money amount, Notation notation, int places, boolean up) {
    BigInteger grains = amount.grains().abs();
    BigInteger hundredths = divide(grains, BigInteger.TEN, up);
    String digits = hundredths.toString();
    if (digits.length() <= 5) {
      String padded = "000".substring(Math.min(3, digits.length())) + digits;
      int point = padded.length() - 2;
      return sign(amount) + padded.substring(0, point) + "." + padded.substring(point);
    }
    BigInteger coins = divide(grains, GRAINS, up);
    int written = places == FEW ? FEW_DIGITS : MOST_DIGITS;
    if (notation == Notation.FULL && coins.toString().length() <= written) {
      return sign(amount) + grouped(coins.toString());
    }
    return sign(amount) + significant(grains, notation, places, up);
  }

  /** The first digits of 1,000 coins or more; at most as many as there are whole grains. */
  private static String significant(BigInteger grains, Notation notation, int places, boolean up) {
    int exponent = grains.toString().length() - 1 - 3;
    int kept = Math.min(places, exponent + 4);
    BigInteger first = divide(grains, BigInteger.TEN.pow(exponent + 3 - (kept - 1)), up);
    String digits = first.toString();
    if (digits.length() > kept) {
      digits = digits.substring(0, kept);
      exponent++;
    }
    int group = exponent / 3;
    return switch (notation) {
      case SHORT -> {
        boolean named = group < UNITS.size();
        yield named
            ? pointed(digits, exponent % 3 + 1) + UNITS.get(group)
            : pointed(digits, 1) + "e" + exponent;
      }
      case ENGINEERING -> pointed(digits, exponent % 3 + 1) + "e" + group * 3;
      case SCIENTIFIC, FULL -> pointed(digits, 1) + "e" + exponent;
    };
  }

  private static String pointed(String digits, int whole) {
    String rest = digits.substring(whole);
    return digits.substring(0, whole) + (rest.isEmpty() ? "" : "." + rest);
  }

  private static BigInteger divide(BigInteger value, BigInteger by, boolean up) {
    BigInteger[] parts = value.divideAndRemainder(by);
    return up && parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  private static String sign(Money amount) {
    return amount.isNegative() ? "\u2212" : "";
  }

  private static String grouped(String digits) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        out.append(',');
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }
}
