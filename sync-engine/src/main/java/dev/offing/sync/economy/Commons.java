package dev.offing.sync.economy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a catalog that is about what players share: the market, gifts, world events and what
 * everybody gets. Source: docs/design/economy.md; the keys are explained in docs/catalog.md.
 *
 * @param goods that the market trades
 * @param orderMs milliseconds after which an order expires
 * @param events that the world list can announce
 * @param gifts how players may give; null where they may not
 * @param dividend what everybody gets from time to time; null for nothing
 * @param season what standing is worth from time to time; null for nothing
 */
public record Commons(
    List<Good> goods,
    long orderMs,
    List<Event> events,
    @Nullable Gifts gifts,
    @Nullable Dividend dividend,
    @Nullable Season season) {

  /** An order lives for so long where the catalog does not say: 7 days in milliseconds. */
  public static final long ORDER_MS = 7L * 24 * 3_600_000;

  /** A game in which everybody is alone. */
  public static final Commons NONE = new Commons(List.of(), ORDER_MS, List.of(), null, null, null);

  /**
   * A good.
   *
   * @param price grains for one, about which the market moves
   * @param swing the market moves by at most this many hundredths of it, 0 to 90
   * @param lot how many at most are traded with one order at a tick of the market
   * @param depth how many at most are bought, and how many are sold, by all at a tick
   */
  public record Good(String id, String name, Money price, int swing, int lot, int depth) {
    /** A market is so many lots deep where the catalog does not say. */
    public static final int LOTS = 20;

    /** The deepest market. */
    public static final int MOST_DEPTH = 1_000_000_000;

    public Good {
      Checks.that(!id.isBlank(), "A good has an id.");
      Checks.that(price.signum() > 0, "A good has a positive price.");
      Checks.that(swing >= 0 && swing <= 90, "A price swings by 0 to 90 hundredths.");
      Checks.that(lot >= 1 && lot <= Catalog.MAX_OWNED, "A lot has 1 to 5,000 pieces.");
      Checks.that(depth >= lot && depth <= MOST_DEPTH, "A market is at least one lot deep.");
    }
  }

  /**
   * Something that changes everybody's income for a while, such as a festival or a storm.
   *
   * @param text one line of flavour for people
   * @param durationMs milliseconds that it lasts, positive
   * @param everyMs milliseconds from one begin to the next, not less than it lasts
   */
  public record Event(
      String id, String name, String text, Ratio multiplier, long durationMs, long everyMs) {
    public Event {
      Checks.that(!id.isBlank(), "An event has an id.");
      Checks.that(durationMs > 0, "An event lasts for a positive time.");
      Checks.that(everyMs >= durationMs, "An event is over before the next one.");
    }
  }

  /**
   * How players may give.
   *
   * @param ageMs an account gives and gets from this age on, milliseconds
   * @param outPerDay gifts that one account sends in 24 hours
   * @param inPerDay gifts that reach one account in 24 hours; others wait
   */
  public record Gifts(long ageMs, int outPerDay, int inPerDay) {
    public Gifts {
      Checks.that(ageMs >= 0, "An age is not negative.");
      Checks.that(outPerDay >= 1 && inPerDay >= 1, "Who may give may give one gift a day.");
    }
  }

  /**
   * What everybody gets, whether they are there or not.
   *
   * @param everyMs milliseconds of a period, positive
   * @param worth of one period
   */
  public record Dividend(long everyMs, Boost.Cost worth) {
    /** The task, as accounts note it. */
    public static final String TASK = "dividend";

    /** Periods that wait for somebody who is away; older ones lapse. */
    public static final int WAITING = 7;

    public Dividend {
      Checks.that(everyMs > 0, "A period is a positive time.");
    }
  }

  /**
   * A time at whose end everybody on the standing gets something, and its head more of it.
   *
   * @param everyMs milliseconds of a season, at least an hour
   * @param worth of a season to whoever has no prize
   * @param prizes by {@code top}, the smallest first; the first that holds a rank is its prize
   */
  public record Season(long everyMs, Boost.Cost worth, List<Prize> prizes) {
    /** The task, as accounts note it. */
    public static final String TASK = "season";

    /** The shortest season, ms. */
    public static final long LEAST_MS = 3_600_000;

    /** The lowest rank that can have a prize. */
    public static final int MOST_TOP = 1_000;

    /** A prize is at most so many times what everybody gets. */
    public static final int MOST_TIMES = 1_000;

    public Season {
      Checks.that(everyMs >= LEAST_MS, "A season has at least an hour.");
      prizes = List.copyOf(prizes);
      int above = 0;
      for (Prize prize : prizes) {
        Checks.that(prize.top() > above, "Prizes go from the top down.");
        above = prize.top();
      }
    }

    /**
     * How many times what everybody gets a rank is worth.
     *
     * @param rank from 1
     */
    public int times(long rank) {
      return prizes.stream().filter(it -> rank <= it.top()).findFirst().map(Prize::times).orElse(1);
    }

    /** The lowest rank that has a prize; 0 where none has. */
    public int lowest() {
      return prizes.isEmpty() ? 0 : prizes.getLast().top();
    }
  }

  /** The ranks down to {@code top} get {@code times} as much as everybody. */
  public record Prize(int top, int times) {
    public Prize {
      Checks.that(top >= 1 && top <= Season.MOST_TOP, "A prize is for ranks 1 to 1,000.");
      Checks.that(times >= 1 && times <= Season.MOST_TIMES, "A prize is 1 to 1,000 times as much.");
    }
  }

  public Commons {
    goods = List.copyOf(goods);
    events = List.copyOf(events);
    Checks.that(orderMs > 0 && orderMs <= Catalog.MAX_SPAN_MS, "An order lives 1 ms to 400 days.");
    Set<String> seen = new HashSet<>();
    goods.forEach(it -> Checks.that(seen.add(it.id()), "Two goods are " + it.id() + "."));
    seen.clear();
    events.forEach(it -> Checks.that(seen.add(it.id()), "Two events are " + it.id() + "."));
  }

  public Optional<Good> good(String id) {
    return goods.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  public Optional<Event> event(String id) {
    return events.stream().filter(it -> it.id().equals(id)).findFirst();
  }
}
