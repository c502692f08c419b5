package dev.offing.client.market;

import dev.offing.sync.economy.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that people type and read at the market. */
final class Figures {
  private static final Pattern COINS = Pattern.compile("\\d{1,40}(\\.\\d{1,3})?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
  private static final int GRAINS_DIGITS = 3;
  private static final BigInteger PER_MILLE = BigInteger.valueOf(1_000);

  private Figures() {}

  /** An amount of coins as it was typed, {@code 1,500.25}; empty where it is none. */
  static Optional<Money> coins(String typed) {
    String plain = typed.strip().replace(",", "").replace("\u202f", "");
    return COINS.matcher(plain).matches()
        ? Optional.of(
            Money.of(new BigDecimal(plain).movePointRight(GRAINS_DIGITS).toBigIntegerExact()))
        : Optional.empty();
  }

  /** A number of pieces as it was typed; empty where it is none. */
  static Optional<Integer> count(String typed) {
    String plain = typed.strip().replace(",", "").replace("\u202f", "");
    return COUNT.matcher(plain).matches() ? Optional.of(Integer.valueOf(plain)) : Optional.empty();
  }

  /** An amount as it can be typed again: {@code 1500.25}. */
  static String typed(Money amount) {
    return new BigDecimal(amount.grains())
        .movePointLeft(GRAINS_DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** How much more {@code now} is than {@code before}, {@code +6.4%}. */
  static String change(Money before, Money now) {
    if (before.signum() == 0) {
      return "";
    }
    BigDecimal perMille =
        new BigDecimal(now.minus(before).grains().multiply(PER_MILLE))
            .divide(new BigDecimal(before.grains()), 0, RoundingMode.HALF_UP);
    String digits =
        perMille.abs().movePointLeft(1).setScale(1, RoundingMode.UNNECESSARY).toString();
    return (perMille.signum() < 0 ? "\u2212" : "+") + digits + "%";
  }
}
