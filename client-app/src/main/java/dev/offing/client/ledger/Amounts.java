package dev.offing.client.ledger;

import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.sync.economy.Money;

/** Money as the ledger writes it: every coin, in ink, as long as the column is wide enough. */
final class Amounts {
  private Amounts() {}

  /** A balance, cut off to whole coins. */
  static String plain(Money amount) {
    return Coins.sum(amount, Notation.SHORT);
  }

  /** A lack or a price, rounded up. */
  static String price(Money amount) {
    return Coins.price(amount, Notation.FULL);
  }

  /** A change, with its sign; 0 where there is none. */
  static String signed(Money amount) {
    return switch (amount.signum()) {
      case 0 -> "0";
      case 1 -> "+" + plain(amount);
      default -> plain(amount);
    };
  }

  /** Every digit of a change. */
  static String exact(Money amount) {
    return (amount.signum() > 0 ? "+" : "") + Coins.exact(amount);
  }
}
