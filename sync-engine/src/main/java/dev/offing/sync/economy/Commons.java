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
 */
public record Commons(
    List<Good> goods,
    long orderMs,
    List<Event> events,
    @Nullable Gifts gifts,
    @Nullable Dividend dividend) {

  /** An order lives for so long where the catalog does not say: 7 days in milliseconds. */
  public static final long ORDER_MS = 7L * 24 * 3_600_000;

  /** A game in which everybody is alone. */
  public static final Commons NONE = new Commons(List.of(), ORDER_MS, List.of(), null, null);

  /**
   * A good.
   *
   * @param price grains for one, about which the market moves
   * @param swing the market moves by at most this many hundredths of it, 0 to 90
   * @param lot how many at most are traded with one order at a tick of the market
   */
  public record Good(String id, String name, Money price, int swing, int lot) {
    public Good {
      Checks.that(!id.isBlank(), "A good has an id.");
      Checks.that(price.signum() > 0, "A good has a positive price.");
      Checks.that(swing >= 0 && swing <= 90, "A price swings by 0 to 90 hundredths.");
      Checks.that(lot >= 1 && lot <= Catalog.MAX_OWNED, "A lot has 1 to 5,000 pieces.");
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
