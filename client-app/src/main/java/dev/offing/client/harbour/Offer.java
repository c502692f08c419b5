package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
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
 */
public record Offer(int count, Money price, boolean affordable, long waitMs) {

  /** Not before the lamp goes out. */
  public static final long NEVER = -1;

  private static final Offer NONE = new Offer(0, Money.ZERO, false, NEVER);

  /** So many, or as many as may still be owned. */
  static Offer of(View view, String producer, int wanted) {
    int count = Math.min(wanted, Catalog.MAX_OWNED - view.core().owned(producer));
    if (count <= 0) {
      return NONE;
    }
    Money price = Economy.price(view.catalog(), view.core(), producer, count);
    if (price.compareTo(view.core().purse()) <= 0) {
      return new Offer(count, price, true, 0);
    }
    return new Offer(count, price, false, waitMs(view, producer, count));
  }

  /** As many as the purse can pay; one, for its price and its wait, when it can pay none. */
  static Offer max(View view, String producer) {
    int count = Economy.maxAffordable(view.catalog(), view.core(), producer);
    return of(view, producer, Math.max(1, count));
  }

  /** The price on the label. */
  public String priceText() {
    return count == 0 ? "" : Coins.price(price);
  }

  /** {@code in 5:29}; empty when it can be paid now. */
  public String waitText() {
    if (count == 0 || affordable) {
      return "";
    }
    return waitMs == NEVER ? "out of reach" : "in " + Times.span(waitMs);
  }

  private static long waitMs(View view, String producer, int count) {
    Command command = Command.buy(producer, count, view.core().run(), null);
    OptionalLong at =
        Economy.affordableAt(view.core(), command, view.contactUntil(), view.timeline());
    // A second's steps, so that a label changes when its text does.
    return at.isEmpty()
        ? NEVER
        : Math.ceilDiv(at.getAsLong() - view.core().asOf(), 1_000L) * 1_000L;
  }
}
