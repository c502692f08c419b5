package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules as functions. Each is pure, total over valid values and safe on any thread; time is a
 * parameter, in economy milliseconds, and money is in grains. Server, client and simulator call
 * these same functions; what they return depends on the arguments only, on any machine. Source:
 * docs/design/economy.md and docs/design/sync.md 2 and 4.
 */
public final class Economy {

  /** The newest {@link Catalog#rulesVersion} that this code can interpret. */
  public static final int RULES_VERSION = 1;

  private Economy() {}

  /** The state of a new account: the catalog's start, at economy time {@code at}. */
  public static EconomyState genesis(Catalog catalog, long at) {
    return new EconomyState(
        at,
        catalog.startPurse(),
        Money.ZERO,
        Money.ZERO,
        0,
        catalog.startOwned(),
        new TreeSet<>(),
        List.of(),
        Dealings.beginning(at));
  }

  /**
   * Moves a state on to {@code to}. Producers earn in lit time; entries with asOf &lt; at &lt;= to
   * act, boosts end, catalogs change. Costs the same for a second and for a year, per breakpoint;
   * and advance(a) then advance(b) is advance to b, bit for bit.
   *
   * @throws IllegalArgumentException if {@code to} is before the state's asOf
   */
  public static Advanced advance(EconomyState state, long to, Timeline timeline) {
    Checks.that(to >= state.asOf(), "A state is never moved back.");
    Passage passage = new Passage(state, timeline);
    passage.runTo(to);
    return passage.advanced();
  }

  /** As {@link #apply(EconomyState, Command, String, Timeline)}, of what nobody writes down. */
  public static Outcome apply(EconomyState state, Command command, Timeline timeline) {
    return apply(state, command, "preview", timeline);
  }

  /**
   * Judges a command at the state's asOf, to which the state has been advanced. The catalog in
   * force then gives the prices.
   *
   * @param id names an order that it opens
   */
  public static Outcome apply(EconomyState state, Command command, String id, Timeline timeline) {
    return switch (Quote.of(timeline.rulebook().at(state.asOf()), state, command)) {
      case Quote.Refused it -> new Outcome.Rejected(it.rejection());
      case Quote.Priced it when it.cost().compareTo(state.purse()) > 0 ->
          new Outcome.Rejected(shortOf(it.cost(), it.label(), state.purse()));
      case Quote.Priced it ->
          new Outcome.Applied(
              it.paidBy(state), Posting.move(Posting.PURSE, Posting.SHOP, it.cost()));
      case Quote.Held it when it.cost().compareTo(state.purse()) > 0 ->
          new Outcome.Rejected(shortOf(it.cost(), it.label(), state.purse()));
      case Quote.Held it -> new Outcome.Reserved(it.heldBy(state, id), it.postings());
      case Quote.Released it -> released(state, it.order());
      case Quote.Chartered it -> chartered(state, it);
      case Quote.Learnt it ->
          new Outcome.Applied(state.withRenown(state.renown().with(it.perk())), List.of());
    };
  }

  /**
   * When a command that is refused at asOf for lack of funds, and for nothing else, would first be
   * applied: the earliest t in (asOf, until] at which advance to t and apply succeed. Priced anew
   * at each breakpoint; between two of them found by division. Empty if there is none, if it can be
   * paid already, or if it is refused for another reason.
   *
   * @param until economy milliseconds, inclusive
   */
  public static OptionalLong affordableAt(
      EconomyState state, Command command, long until, Timeline timeline) {
    if (!(apply(state, command, timeline) instanceof Outcome.Rejected rejected)
        || !rejected.rejection().code().equals(Rejection.FUNDS)) {
      return OptionalLong.empty();
    }
    Passage passage = new Passage(state, timeline);
    while (true) {
      long next = passage.nextBreakpoint();
      OptionalLong found = timeToAfford(passage, command);
      if (found.isPresent() && found.getAsLong() < next) {
        return found.getAsLong() <= until ? found : OptionalLong.empty();
      }
      if (next > until || next == Passage.NEVER) {
        return OptionalLong.empty();
      }
      passage.runTo(next);
    }
  }

  /**
   * What is earned per millisecond at asOf by the catalog in force; nothing while the lamp is out.
   */
  public static Rate rate(EconomyState state, Timeline timeline) {
    Catalog catalog = timeline.rulebook().at(state.asOf());
    boolean lit = timeline.contact().isLit(state.asOf(), capMs(state, catalog));
    return lit
        ? Rates.rate(
            catalog,
            state,
            state.lifetime(),
            EconomyState.runningAt(state.asOf(), state.boosts()),
            timeline.rulebook().calendar().at(state.asOf()))
        : new Rate(new TreeMap<>(), Money.ZERO);
  }

  /**
   * What is earned per millisecond at asOf while the lamp burns, with the boosts that run and
   * without events.
   */
  public static Rate rate(EconomyState state, Catalog catalog) {
    return Rates.rate(
        catalog,
        state,
        state.lifetime(),
        EconomyState.runningAt(state.asOf(), state.boosts()),
        List.of());
  }

  /** Grains of what a catalog values by an account's income, for an account as it is at asOf. */
  public static Money worth(Boost.Cost worth, Catalog catalog, EconomyState state) {
    return Quote.worth(worth, catalog, state);
  }

  /**
   * Grains for {@code count} more of a producer: the exact sum of their unit prices, as {@link
   * #apply} charges it.
   *
   * @throws IllegalArgumentException if the catalog has no such producer, or if count is not from 1
   *     to 5,000 or would make more than 5,000 owned
   */
  public static Money price(Catalog catalog, EconomyState state, String producerId, int count) {
    int owned = state.owned(producerId);
    Checks.that(
        count >= 1 && count <= Catalog.MAX_OWNED - owned,
        "A count is from 1 to what makes 5,000 owned.");
    return Money.of(producer(catalog, producerId).prices().price(owned, count));
  }

  /**
   * Grains that a boost costs at asOf.
   *
   * @throws IllegalArgumentException if the catalog has no such boost
   */
  public static Money boostPrice(Catalog catalog, EconomyState state, String boostId) {
    Boost boost =
        catalog
            .boost(boostId)
            .orElseThrow(() -> new IllegalArgumentException("No boost is " + boostId + "."));
    return Quote.cost(boost, catalog, state);
  }

  /**
   * How many more of a producer the purse can pay, 0 to 5,000 less what is owned.
   *
   * @throws IllegalArgumentException if the catalog has no such producer
   */
  public static int maxAffordable(Catalog catalog, EconomyState state, String producerId) {
    return producer(catalog, producerId)
        .prices()
        .affordable(state.owned(producerId), state.purse().grains());
  }

  /** Whether the condition of an upgrade holds; owned ones included, unknown ones not. */
  public static boolean isUnlocked(Catalog catalog, EconomyState state, String upgradeId) {
    return catalog.upgrade(upgradeId).stream()
        .anyMatch(it -> Conditions.missing(it.condition(), catalog, state).isEmpty());
  }

  /** Points of renown that a charter would grant at asOf; zero where it would be refused. */
  public static BigInteger charterGain(Catalog catalog, EconomyState state) {
    return PrestigeQuote.gain(catalog, state);
  }

  /**
   * Grains of lifetime earnings from which on a charter grants a point more than at asOf; zero
   * where the catalog knows no charters.
   */
  public static Money nextRenownAt(Catalog catalog, EconomyState state) {
    return catalog
        .prestige()
        .needed(state.renown().gained().add(PrestigeQuote.gain(catalog, state)));
  }

  /** Names of the perks that must be owned before this one, and are not. */
  public static List<String> perkNeeds(Catalog catalog, EconomyState state, String perkId) {
    return catalog
        .prestige()
        .perk(perkId)
        .map(it -> PrestigeQuote.missing(it, catalog, state.renown()))
        .orElse(List.of());
  }

  /** Length of the lamp in milliseconds: base and upgrades, at most the catalog's longest. */
  public static long capMs(EconomyState state, Catalog catalog) {
    return Rates.capMs(catalog, state);
  }

  /** The next owned count at which a producer's rate is multiplied; empty after the last. */
  public static OptionalInt nextMilestone(Catalog catalog, int owned) {
    return catalog.milestones().stream().mapToInt(it -> it).filter(it -> it > owned).findFirst();
  }

  /** As {@link Passage#timeToEarn}, of what this command lacks at the passage's time. */
  private static OptionalLong timeToAfford(Passage passage, Command command) {
    EconomyState state = passage.state();
    // Earnings can also open an upgrade, where a change of catalog locked it on the way.
    Money lifetime = Quote.lifetimeNeeded(passage.catalog(), command).max(state.lifetime());
    Money cost;
    switch (Quote.of(passage.catalog(), state.withLifetime(lifetime), command)) {
      case Quote.Priced it -> cost = it.cost();
      case Quote.Held it -> cost = it.cost();
      case Quote.Refused _, Quote.Released _, Quote.Chartered _, Quote.Learnt _ -> {
        return OptionalLong.empty();
      }
    }
    Money lack = cost.minus(state.purse());
    Money forPurse = lack.signum() <= 0 ? Money.ZERO : lack.plus(state.claim());
    return passage.timeToEarn(forPurse.max(lifetime.minus(state.lifetime())));
  }

  private static Producer producer(Catalog catalog, String id) {
    return catalog
        .producer(id)
        .orElseThrow(() -> new IllegalArgumentException("No producer is " + id + "."));
  }

  private static Outcome released(EconomyState state, Order order) {
    Passage.Release back = Passage.Release.of(order, state.dealings());
    Money settled = state.claim().min(order.held());
    EconomyState after =
        state.with(
            state.purse().plus(order.held().minus(settled)),
            state.claim().minus(settled),
            back.dealings());
    return new Outcome.Applied(after, back.postings());
  }

  /**
   * Everything that the run brought goes to the charter's book, also what waits at the market, or
   * it could be parked there. What is owed stays owed, and is settled from what the next run begins
   * with.
   */
  private static Outcome chartered(EconomyState state, Quote.Chartered charter) {
    Money held = state.dealings().held();
    Money settled = state.claim().min(charter.purse());
    Money purse = charter.purse().minus(settled);
    List<Posting> postings =
        Stream.of(
                new Posting(Posting.PURSE, purse.minus(state.purse())),
                new Posting(Posting.CLAIM, settled),
                new Posting(Posting.ESCROW, held.negated()),
                new Posting(Posting.CHARTER, state.purse().plus(held).minus(charter.purse())))
            .filter(it -> it.amount().signum() != 0)
            .toList();
    EconomyState after =
        new EconomyState(
            state.asOf(),
            purse,
            state.claim().minus(settled),
            state.lifetime(),
            state.run() + 1,
            charter.owned(),
            new TreeSet<>(),
            List.of(),
            state.dealings().emptied().plus(postings),
            state.renown().after(charter.gain(), state.owned()));
    return new Outcome.Applied(after, postings);
  }

  private static Rejection shortOf(Money cost, String label, Money purse) {
    return new Rejection(
        Rejection.FUNDS,
        "Short by "
            + Decimals.grouped(cost.minus(purse))
            + " grains: "
            + label
            + " costs "
            + Decimals.grouped(cost)
            + " and the purse holds "
            + Decimals.grouped(purse)
            + ".");
  }
}
