package dev.offing.sync.economy;

/**
 * An order that waits at the market. What it may cost at most, or what it sells, is held until it
 * is filled, taken back or expires. Source: docs/design/economy.md and sync.md 7.
 *
 * @param id of the mutation that gave it, as a hash of its cause
 * @param sells whether it sells; else it buys
 * @param good what
 * @param count how many are left, positive
 * @param limit grains for one: the most that a buyer pays, the least that a seller takes
 * @param until economy milliseconds; what is left then goes back
 * @param fills the number of its newest fill, 0 before the first
 */
public record Order(
    String id, boolean sells, String good, long count, Money limit, long until, long fills) {

  /** The most of them that one account can have open. */
  public static final int MOST = 20;

  public Order {
    Checks.that(count > 0, "An open order has something left.");
    Checks.that(limit.signum() > 0, "An order has a positive limit.");
    Checks.that(fills >= 0, "Fills are counted from 1.");
  }

  /** Grains that it holds. */
  public Money held() {
    return sells ? Money.ZERO : limit.times(count);
  }

  /** Whether somebody trades with it at this price, grains for one. */
  public boolean takes(Money price) {
    return sells ? price.compareTo(limit) >= 0 : price.compareTo(limit) <= 0;
  }

  Order withCount(long left) {
    return new Order(id, sells, good, left, limit, until, fills);
  }

  Order named(String name) {
    return new Order(name, sells, good, count, limit, until, fills);
  }

  /** The same, once fill {@code number} is on its way. */
  Order filledUpTo(long number) {
    return new Order(id, sells, good, count, limit, until, number);
  }
}
