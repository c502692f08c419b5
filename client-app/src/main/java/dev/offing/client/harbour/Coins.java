package dev.offing.client.harbour;

import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.List;

/**
 * How money is written for people. A coin is 1,000 grains. Below 1,000 coins two decimals stand;
 * above, three significant digits with a short unit; beyond the units, a power of ten. By hand,
 * because formatters follow the machine's locale and go through double.
 */
public final class Coins {

  private static final BigInteger GRAINS = BigInteger.valueOf(1_000);
  private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);
  private static final List<String> UNITS =
      List.of("", "K", "M", "B", "T", "Qa", "Qi", "Sx", "Sp", "Oc", "No");

  private Coins() {}

  /** What one has: cut off, so that no screen shows more than there is. */
  public static String owned(Money amount) {
    return brief(amount, /* up= */ false);
  }

  /** What one must pay: rounded up, so that a purse that shows it can pay it. */
  public static String price(Money amount) {
    return brief(amount, /* up= */ true);
  }

  /** Every digit: {@code 1,284,506.913}. */
  public static String exact(Money amount) {
    BigInteger[] parts = amount.grains().abs().divideAndRemainder(GRAINS);
    String grains = Integer.toString(parts[1].intValue() + 1_000).substring(1);
    return sign(amount) + grouped(parts[0].toString()) + "." + grains;
  }

  private static String brief(Money amount, boolean up) {
    BigInteger grains = amount.grains().abs();
    BigInteger hundredths = divide(grains, BigInteger.TEN, up);
    String digits = hundredths.toString();
    if (digits.length() <= 5) {
      String padded = "000".substring(Math.min(3, digits.length())) + digits;
      int point = padded.length() - 2;
      return sign(amount) + padded.substring(0, point) + "." + padded.substring(point);
    }
    return sign(amount) + significant(grains, up);
  }

  /** Three significant digits of 1,000 coins or more. */
  private static String significant(BigInteger grains, boolean up) {
    int exponent = divide(grains, GRAINS, up).toString().length() - 1;
    BigInteger unit = BigInteger.TEN.pow(exponent + 3 - 2);
    BigInteger three = divide(grains, unit, up);
    if (three.compareTo(THOUSAND) >= 0) {
      three = BigInteger.valueOf(100);
      exponent++;
    }
    String digits = three.toString();
    int group = exponent / 3;
    if (group >= UNITS.size()) {
      return digits.charAt(0) + "." + digits.substring(1) + "e" + exponent;
    }
    int whole = exponent % 3 + 1;
    String rest = digits.substring(whole);
    return digits.substring(0, whole) + (rest.isEmpty() ? "" : "." + rest) + UNITS.get(group);
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
