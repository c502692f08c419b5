package dev.offing.sync.economy;

import java.util.List;

/**
 * A signed amount on one account of the double-entry book. The purse is what the player can spend
 * and is never negative; {@link #CLAIM} stands at minus what the player owes; {@link #MINT} makes
 * all money and so stands below zero. Source: docs/design/sync.md 1 and 9.6.
 */
public record Posting(String account, Money amount) {

  /** What the player can spend. */
  public static final String PURSE = "purse";

  /** Where earned money comes from. */
  public static final String MINT = "mint";

  /** Where spent money goes. */
  public static final String SHOP = "shop";

  /** Minus what the player owes; every credit settles it first. */
  public static final String CLAIM = "claim";

  /** Held for an order. */
  public static final String ESCROW = "escrow";

  /** The other side of trades. */
  public static final String MARKET = "market";

  /** Between two accounts. */
  public static final String TRANSIT = "transit";

  /** Where what the server gives comes from: dividends, codes. */
  public static final String GRANT = "grant";

  /** What charters took, less what they began the next run with. */
  public static final String CHARTER = "charter";

  /** The sum of the amounts, grains; zero for anything that is booked. */
  public static Money sum(List<Posting> postings) {
    Money sum = Money.ZERO;
    for (Posting posting : postings) {
      sum = sum.plus(posting.amount);
    }
    return sum;
  }

  /** {@code amount} moved from one account to another. */
  public static List<Posting> move(String from, String to, Money amount) {
    return List.of(new Posting(from, amount.negated()), new Posting(to, amount));
  }
}
