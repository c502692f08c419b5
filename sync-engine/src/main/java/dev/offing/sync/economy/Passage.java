package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One way through time, from a state's asOf onward: the hard part of the package, and the only
 * mutable thing in it (made, used and dropped inside one call).
 *
 * <p>Time is cut at <em>breakpoints</em>: the end of a boost, the time of an entry, the start of
 * another edition of the catalog, the begin and end of an event, the end of an order, and the
 * moment at which lifetime earnings reach what an achievement asks for. Between two of them the
 * rate is one number of whole grains per millisecond and the lamp has one length, so what is earned
 * is rate x lit milliseconds, exactly, however long the stretch is; and as lit milliseconds add up
 * under any split, so does the money. The lamp going out and being lit again needs no cut: {@link
 * Contact#litMs} counts it per contact interval. Hence a year costs what a second costs, unless
 * more happens in it.
 *
 * <p>When an achievement is reached is found by division, like {@link #timeToEarn}; it depends on
 * the rate, so it is looked for anew after each breakpoint. It multiplies from the first
 * millisecond on at whose begin the earnings are there.
 *
 * <p>At a breakpoint, in this order: boosts whose {@code until} is reached end, the catalog in
 * force changes, events begin and end, orders expire by id, entries act by id. What is earned in
 * the millisecond before it is still earned at the old rate. A command comes after all of these
 * (docs/design/sync.md 4.5).
 *
 * <p>Every credit settles the claim first; a debit beyond the purse goes to the claim.
 */
final class Passage {

  /** No breakpoint comes. */
  static final long NEVER = Long.MAX_VALUE;

  private final EconomyState from;
  private final Timeline timeline;
  private final TreeMap<String, Money> bySource = new TreeMap<>();
  private final List<Entry> crossed = new ArrayList<>();
  private long now;
  private Money purse;
  private Money claim;
  private Money earned = Money.ZERO;
  private List<EconomyState.ActiveBoost> boosts;
  private Dealings dealings;
  private Catalog catalog;
  private List<String> events;
  private long nextEdition;
  private long nextTurn; // of the calendar
  private Money nextFeat; // lifetime earnings that an achievement asks for; zero: none
  private long capMs;
  private @Nullable Rate rate; // null: not yet known since the last change
  private final Map<List<String>, Rate> rates = new HashMap<>(); // by events, since a boost ended
  private final IdentityHashMap<Rate, Long> litAt = new IdentityHashMap<>(); // not yet in bySource
  private long litMs;
  private int nextEntry;
  private int breakpoints;

  Passage(EconomyState from, Timeline timeline) {
    this.from = from;
    this.timeline = timeline;
    this.now = from.asOf();
    this.purse = from.purse();
    this.claim = from.claim();
    this.boosts = from.boosts();
    this.dealings = from.dealings();
    this.events = timeline.rulebook().calendar().at(now);
    this.nextTurn = timeline.rulebook().calendar().nextAfter(now);
    this.catalog = timeline.rulebook().at(now);
    this.nextEdition = timeline.rulebook().nextChangeAfter(now).orElse(NEVER);
    this.capMs = Rates.capMs(catalog, from);
    this.nextFeat = catalog.prestige().achievements().nextAbove(from.lifetime());
    this.nextEntry = firstEntryAfter(timeline.entries(), now);
    endBoosts();
  }

  /** Moves on to {@code to}, which is not before now, and through every breakpoint up to it. */
  void runTo(long to) {
    long next = nextBreakpoint();
    while (next <= to && next != NEVER) {
      accrue(next);
      arrive();
      next = nextBreakpoint();
    }
    accrue(to);
  }

  /** The next time after now at which something changes, or {@link #NEVER}. */
  long nextBreakpoint() {
    long next = Math.min(nextEdition, nextTurn);
    for (Order order : dealings.orders()) {
      next = Math.min(next, order.until());
    }
    for (EconomyState.ActiveBoost boost : boosts) {
      next = Math.min(next, boost.until());
    }
    if (nextEntry < timeline.entries().size()) {
      next = Math.min(next, timeline.entries().get(nextEntry).at());
    }
    if (nextFeat.signum() > 0) {
      next = Math.min(next, timeToEarn(nextFeat.minus(lifetime())).orElse(NEVER));
    }
    return next;
  }

  /**
   * The earliest time from now on at which {@code grains} more will have been earned, were there no
   * further breakpoint. By division: grains / rate gives the lit milliseconds, the contact tells
   * when they are over.
   */
  OptionalLong timeToEarn(Money grains) {
    if (grains.signum() <= 0) {
      return OptionalLong.of(now);
    }
    BigInteger perMs = rate().perMs().grains();
    if (perMs.signum() == 0) {
      return OptionalLong.empty();
    }
    BigInteger lit = grains.grains().add(perMs).subtract(BigInteger.ONE).divide(perMs);
    if (lit.bitLength() >= Long.SIZE) {
      return OptionalLong.empty();
    }
    return timeline.contact().afterLit(now, lit.longValue(), capMs);
  }

  Catalog catalog() {
    return catalog;
  }

  long now() {
    return now;
  }

  /** How many breakpoints were passed. */
  int breakpoints() {
    return breakpoints;
  }

  EconomyState state() {
    if (now == from.asOf() && boosts.equals(from.boosts()) && dealings.equals(from.dealings())) {
      return from;
    }
    return new EconomyState(
        now,
        purse,
        claim,
        lifetime(),
        from.run(),
        from.owned(),
        from.upgrades(),
        boosts,
        dealings,
        from.renown());
  }

  Advanced advanced() {
    bookSources();
    return new Advanced(state(), earned, bySource, litMs, crossed);
  }

  private Money lifetime() {
    return from.lifetime().plus(earned);
  }

  private void accrue(long to) {
    long lit = timeline.contact().litMs(now, to, capMs);
    now = to;
    if (lit > 0) {
      Money income = rate().perMs().times(lit);
      earned = earned.plus(income);
      credit(income);
      litAt.merge(rate(), lit, Long::sum);
      litMs += lit;
    }
  }

  private void arrive() {
    breakpoints++;
    endBoosts();
    if (now == nextEdition) {
      forgetRate();
      catalog = timeline.rulebook().at(now);
      nextEdition = timeline.rulebook().nextChangeAfter(now).orElse(NEVER);
      capMs = Rates.capMs(catalog, from);
      nextFeat = catalog.prestige().achievements().nextAbove(lifetime());
    }
    if (nextFeat.signum() > 0 && lifetime().compareTo(nextFeat) >= 0) {
      forgetRate();
      nextFeat = catalog.prestige().achievements().nextAbove(lifetime());
    }
    if (now == nextTurn) {
      events = timeline.rulebook().calendar().at(now);
      nextTurn = timeline.rulebook().calendar().nextAfter(now);
      rate = null;
    }
    for (Order order : dealings.orders()) {
      if (order.until() <= now) {
        expire(order);
      }
    }
    List<Entry> entries = timeline.entries();
    while (nextEntry < entries.size() && entries.get(nextEntry).at() == now) {
      cross(entries.get(nextEntry++));
    }
  }

  private void endBoosts() {
    List<EconomyState.ActiveBoost> running = EconomyState.runningAt(now, boosts);
    if (running.size() < boosts.size()) {
      forgetRate();
      boosts = running;
    }
  }

  /**
   * Purse and claim are the two sides of what the player has, so an entry's postings on either act
   * as one credit or one debit. Its other postings belong to other books.
   */
  private void cross(Entry entry) {
    if (entry.effect() instanceof Effect.Fill fill) {
      Order order = dealings.order(fill.order()).orElse(null);
      if (order != null) {
        fill(entry, fill, order);
      }
    } else {
      move(entry);
    }
  }

  /** What is left of an order goes back to whom it belongs. */
  private void expire(Order order) {
    Release back = Release.of(order, dealings);
    dealings = back.dealings;
    String cause = "expiry/" + order.id();
    settle(new Entry(cause, now, cause, back.postings));
  }

  /**
   * What goes back when an order ends.
   *
   * @param dealings without the order
   */
  record Release(List<Posting> postings, Dealings dealings) {
    static Release of(Order order, Dealings before) {
      Dealings left = before.without(order);
      if (order.sells()) {
        return new Release(List.of(), left.plusGoods(order.good(), order.count()));
      }
      List<Posting> postings = Posting.move(Posting.ESCROW, Posting.PURSE, order.held());
      return new Release(postings, left.plus(postings));
    }
  }

  private void fill(Entry entry, Effect.Fill fill, Order order) {
    long count = Math.min(fill.count(), order.count());
    Money price = fill.price().times(count);
    List<Posting> moved = new ArrayList<>();
    Dealings after = dealings;
    if (order.sells()) {
      moved.addAll(Posting.move(Posting.MARKET, Posting.PURSE, price));
    } else {
      Money held = order.limit().times(count);
      moved.addAll(Posting.move(Posting.ESCROW, Posting.MARKET, price));
      if (held.compareTo(price) > 0) {
        moved.addAll(Posting.move(Posting.ESCROW, Posting.PURSE, held.minus(price)));
      }
      after = after.plusGoods(order.good(), count);
    }
    dealings =
        order.count() == count
            ? after.without(order)
            : after.with(order.withCount(order.count() - count));
    move(entry.moving(moved));
  }

  private void move(Entry entry) {
    dealings = dealings.plus(entry.postings());
    settle(entry);
  }

  private void settle(Entry entry) {
    Money amount = Money.ZERO;
    for (Posting posting : entry.postings()) {
      if (posting.account().equals(Posting.PURSE) || posting.account().equals(Posting.CLAIM)) {
        amount = amount.plus(posting.amount());
      }
    }
    if (amount.isNegative()) {
      debit(amount.negated());
    } else {
      credit(amount);
    }
    crossed.add(entry);
  }

  private void credit(Money amount) {
    Money settled = claim.min(amount);
    claim = claim.minus(settled);
    purse = purse.plus(amount.minus(settled));
  }

  private void debit(Money amount) {
    Money taken = purse.min(amount);
    purse = purse.minus(taken);
    claim = claim.plus(amount.minus(taken));
  }

  private Rate rate() {
    Rate known = rate;
    if (known == null) {
      known =
          rates.computeIfAbsent(events, it -> Rates.rate(catalog, from, lifetime(), boosts, it));
      rate = known;
    }
    return known;
  }

  private void forgetRate() {
    rates.clear();
    rate = null;
  }

  private void bookSources() {
    litAt.forEach((at, lit) ->
        at.perMsBySource().forEach((id, it) -> bySource.merge(id, it.times(lit), Money::plus)));
    litAt.clear();
  }

  /** Where the entries begin that have not acted yet, by bisection. */
  private static int firstEntryAfter(List<Entry> entries, long t) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).at() <= t) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
