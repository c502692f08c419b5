package dev.offing.assets;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Outcome;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.economy.Upgrade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sensible person with no secrets: buys what pays back soonest, waiting included, among the kinds
 * owned and the next one, singly or up to the next doubling; takes a bigger lamp when it costs at
 * most ten minutes of income.
 */
final class GreedyPlayer {
  private static final BigInteger NEVER_MS = BigInteger.valueOf(Long.MAX_VALUE);

  private static final long LAMP_WORTH_MS = 10 * 60_000;

  /** Something bought at a time. */
  record Purchase(long at, String what, int count) {}

  private record Wish(Command command, String what, int count, Money cost, Money gain) {}

  private final Catalog catalog;
  private final List<Purchase> purchases = new ArrayList<>();
  private final SortedMap<String, Long> firstOwned = new TreeMap<>();
  private EconomyState state;
  private Contact contact;

  GreedyPlayer(Catalog catalog, long at) {
    this.catalog = catalog;
    this.state = Economy.genesis(catalog, at);
    this.contact = Contact.at(at);
    state.owned().keySet().forEach(id -> firstOwned.put(id, at));
  }

  /**
   * Comes online at {@code from}, plays until {@code to} and leaves. Does not wait longer than
   * {@code patienceMs} for something better while there is something sooner.
   */
  void play(long from, long to, long patienceMs) {
    contact = contact.plus(from, catalog.baseLampMs()).plus(to, catalog.baseLampMs());
    state = Economy.advance(state, from, timeline()).state();
    while (true) {
      Wish wish = best(patienceMs);
      OptionalLong at = affordable(wish, to);
      if (at.isEmpty()) {
        state = Economy.advance(state, to, timeline()).state();
        return;
      }
      state = Economy.advance(state, at.getAsLong(), timeline()).state();
      buy(wish);
    }
  }

  /** Takes a charter, and the perks that it pays for, the cheapest first. */
  void charter() {
    buy(new Wish(Command.charter(state.run()), "charter", 1, Money.ZERO, Money.ZERO));
    purchases.clear();
    firstOwned.clear();
    catalog.prestige().perks().stream()
        .sorted(Comparator.comparingLong(Perk::cost))
        .map(it -> Command.perk(it.id(), state.run(), null))
        .forEach(it -> {
          if (Economy.apply(state, it, timeline()) instanceof Outcome.Applied applied) {
            state = applied.state();
          }
        });
  }

  List<Purchase> purchases() {
    return List.copyOf(purchases);
  }

  /** Producer id to the time at which the first one was there. */
  SortedMap<String, Long> firstOwned() {
    return firstOwned;
  }

  EconomyState state() {
    return state;
  }

  private void buy(Wish wish) {
    if (!(Economy.apply(state, wish.command(), timeline()) instanceof Outcome.Applied applied)) {
      throw new AssertionError("what was affordable is refused: " + wish);
    }
    state = applied.state();
    purchases.add(new Purchase(state.asOf(), wish.what(), wish.count()));
    firstOwned.putIfAbsent(wish.what(), state.asOf());
  }

  private OptionalLong affordable(Wish wish, long until) {
    return wish.cost().compareTo(state.purse()) <= 0
        ? OptionalLong.of(state.asOf())
        : Economy.affordableAt(state, wish.command(), until, timeline());
  }

  private Wish best(long patienceMs) {
    List<Wish> wishes = new ArrayList<>();
    boolean next = true;
    for (Producer it : catalog.producers()) {
      if (state.owned(it.id()) == 0 && !next) {
        break;
      }
      next = state.owned(it.id()) > 0;
      wishes.add(producer(it, 1));
      OptionalInt milestone = Economy.nextMilestone(catalog, state.owned(it.id()));
      if (milestone.isPresent()) {
        wishes.add(producer(it, milestone.getAsInt() - state.owned(it.id())));
      }
    }
    for (Upgrade it : catalog.upgrades()) {
      if (!state.upgrades().contains(it.id()) && Economy.isUnlocked(catalog, state, it.id())) {
        wishes.add(upgrade(it));
      }
    }
    Comparator<Wish> soonestPaid = Comparator.comparing((Wish it) -> waitMs(it).add(paybackMs(it)));
    BigInteger patience = BigInteger.valueOf(patienceMs);
    return wishes.stream()
        .filter(it -> waitMs(it).compareTo(patience) <= 0)
        .min(soonestPaid)
        .orElseGet(() -> Collections.min(wishes, soonestPaid));
  }

  private Wish producer(Producer producer, int count) {
    EconomyState after = rich(state, Command.buy(producer.id(), count, state.run(), null));
    return new Wish(
        Command.buy(producer.id(), count, state.run(), null),
        producer.id(),
        count,
        Economy.price(catalog, state, producer.id(), count),
        gain(after));
  }

  private Wish upgrade(Upgrade upgrade) {
    Command command = Command.upgrade(upgrade.id(), state.run(), null);
    Money gain =
        upgrade.effect() instanceof Upgrade.Effect.LampMs
            ? Money.of(upgrade.cost().grains().divide(BigInteger.valueOf(LAMP_WORTH_MS)))
            : gain(rich(state, command));
    return new Wish(command, upgrade.id(), 1, upgrade.cost(), gain);
  }

  private EconomyState rich(EconomyState it, Command command) {
    EconomyState rich =
        new EconomyState(
            it.asOf(),
            Money.of(BigInteger.TEN.pow(40)),
            it.claim(),
            it.lifetime(),
            it.run(),
            it.owned(),
            it.upgrades(),
            it.boosts(),
            it.dealings(),
            it.renown());
    return ((Outcome.Applied) Economy.apply(rich, command, timeline())).state();
  }

  private Money gain(EconomyState after) {
    return Economy.rate(after, catalog).perMs().minus(Economy.rate(state, catalog).perMs());
  }

  private BigInteger waitMs(Wish wish) {
    Money lack = wish.cost().minus(state.purse()).max(Money.ZERO);
    BigInteger rate = Economy.rate(state, catalog).perMs().grains();
    return rate.signum() > 0 || lack.signum() == 0
        ? lack.grains().divide(rate.max(BigInteger.ONE))
        : NEVER_MS; // nothing earns before the first purchase
  }

  private static BigInteger paybackMs(Wish wish) {
    return wish.cost().grains().divide(wish.gain().grains().max(BigInteger.ONE));
  }

  private Timeline timeline() {
    return Timeline.of(Rulebook.of(catalog), contact);
  }
}
