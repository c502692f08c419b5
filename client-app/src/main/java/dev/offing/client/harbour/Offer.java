package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one button of the fleet stands for: so many more of a producer at this price. What its label
 * says is what is charged.
 *
 * @param count how many, 1 to 5,000; 0 when no more of the kind can be owned
 * @param price grains for all of them
 * @param affordable whether the purse holds it now
 * @param waitMs milliseconds until it does; {@link #NEVER} if it will not while the lamp burns; 0
 *     when affordable
 * @param part how much of the price the purse holds, of 1,000
 */
public record Offer(int count, Money price, boolean affordable, long waitMs, int part) {

  /** Not before the lamp goes out. */
  public static final long NEVER = -1;

  private static final int PARTS = 1_000;
  private static final BigInteger STEPS = BigInteger.valueOf(100);

  private static final Offer NONE = new Offer(0, Money.ZERO, false, NEVER, 0);

  /** So many, or as many as may still be owned. */
  public static Offer of(View view, String producer, int wanted) {
    int count = Math.min(wanted, Catalog.MAX_OWNED - view.core().owned(producer));
    if (count <= 0) {
      return NONE;
    }
    Money price = Economy.price(view.catalog(), view.core(), producer, count);
    if (price.compareTo(view.core().purse()) <= 0) {
      return new Offer(count, price, true, 0, PARTS);
    }
    Command command = Command.buy(producer, count, view.core().run(), null);
    return new Offer(count, price, false, waitMs(view, command), part(view.core().purse(), price));
  }

  /** As many as the purse can pay; one, for its price and its wait, when it can pay none. */
  public static Offer max(View view, String producer) {
    int count = Economy.maxAffordable(view.catalog(), view.core(), producer);
    return of(view, producer, Math.max(1, count));
  }

  /** As many as the next milestone needs; one after the last. */
  static Offer next(View view, String producer) {
    int owned = view.core().owned(producer);
    OptionalInt milestone = Economy.nextMilestone(view.catalog(), owned);
    return of(view, producer, milestone.isEmpty() ? 1 : milestone.getAsInt() - owned);
  }

  /** The price on the label. */
  public String priceText(Notation notation) {
    return count == 0 ? "" : Coins.price(price, notation);
  }

  /** {@code in 5:29}; empty when it can be paid now. */
  public String waitText() {
    if (count == 0 || affordable) {
      return "";
    }
    return waitText(waitMs);
  }

  /**
   * Milliseconds until the purse can pay for a command, in whole seconds, so that a label changes
   * when its text does; {@link #NEVER} if it will not while the lamp burns.
   */
  static long waitMs(View view, Command command) {
    OptionalLong at =
        Economy.affordableAt(view.core(), command, view.contactUntil(), view.timeline());
    return at.isEmpty()
        ? NEVER
        : Math.ceilDiv(at.getAsLong() - view.core().asOf(), 1_000L) * 1_000L;
  }

  /** {@code in 5:29}. */
  static String waitText(long waitMs) {
    return waitMs == NEVER ? "out of reach" : "in " + Times.span(waitMs);
  }

  /** How much of a price the purse holds, of 1,000; in hundredths, a pixel of its bar. */
  static int part(Money purse, Money price) {
    BigInteger part =
        purse.grains().multiply(STEPS).divide(price.grains().max(BigInteger.ONE)).min(STEPS);
    return part.intValue() * (PARTS / STEPS.intValue());
  }
}
