package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a command asks for, before the purse is looked at: refused for another reason than funds, or
 * priced. The checks stand in the order of {@link Rejection#PRECEDENCE}.
 */
sealed interface Quote {

  /** Refused whatever the purse holds. */
  record Refused(Rejection rejection) implements Quote {}

  /**
   * Can be had for {@code cost} grains.
   *
   * @param label what it is, for people
   * @param after the state with it, the purse not yet debited
   */
  record Priced(Money cost, String label, EconomyState after) implements Quote {}

  static Quote of(Catalog catalog, EconomyState state, Command command) {
    return switch (command.kind()) {
      case Command.BUY -> buy(catalog, state, command);
      case Command.UPGRADE -> upgrade(catalog, state, command);
      case Command.BOOST -> boost(catalog, state, command);
      default ->
          refused(
              Rejection.UNKNOWN_KIND,
              "These rules know no command \"" + Decimals.shown(command.kind()) + "\".");
    };
  }

  private static Quote buy(Catalog catalog, EconomyState state, Command command) {
    String id = command.args().get("producer");
    int count = count(command.args().get("count"));
    if (id == null || count == 0 || malformed(command, 2)) {
      return refused(
          Rejection.MALFORMED,
          "A purchase names a producer and a count from 1 to 5,000, and nothing else.");
    }
    if (command.run() != state.run()) {
      return otherRun(state, command);
    }
    Producer producer = catalog.producer(id).orElse(null);
    if (producer == null) {
      return unknownItem("nothing to buy", id);
    }
    int owned = state.owned(id);
    if (owned + count > Catalog.MAX_OWNED) {
      return refused(
          Rejection.LIMIT,
          "At most 5,000 of one kind can be owned: you have "
              + owned
              + " of "
              + producer.name()
              + " and asked for "
              + count
              + " more.");
    }
    TreeMap<String, Integer> after = new TreeMap<>(state.owned());
    after.put(id, owned + count);
    Money cost = Money.of(producer.prices().price(owned, count));
    return priced(command, cost, count + " x " + producer.name(), state.withOwned(after));
  }

  private static Quote upgrade(Catalog catalog, EconomyState state, Command command) {
    String id = command.args().get("id");
    if (id == null || malformed(command, 1)) {
      return refused(Rejection.MALFORMED, "An upgrade is named by its id, and by nothing else.");
    }
    if (command.run() != state.run()) {
      return otherRun(state, command);
    }
    Upgrade upgrade = catalog.upgrade(id).orElse(null);
    if (upgrade == null) {
      return unknownItem("no upgrade", id);
    }
    List<String> missing = Conditions.missing(upgrade.condition(), catalog, state);
    if (!missing.isEmpty()) {
      return refused(
          Rejection.LOCKED, upgrade.name() + " needs " + String.join(" and ", missing) + ".");
    }
    if (state.upgrades().contains(id)) {
      return refused(Rejection.ALREADY_OWNED, "You have " + upgrade.name() + " already.");
    }
    SortedSet<String> after = new TreeSet<>(state.upgrades());
    after.add(id);
    return priced(command, upgrade.cost(), upgrade.name(), state.withUpgrades(after));
  }

  private static Quote boost(Catalog catalog, EconomyState state, Command command) {
    String id = command.args().get("id");
    if (id == null || malformed(command, 1)) {
      return refused(Rejection.MALFORMED, "A boost is named by its id, and by nothing else.");
    }
    if (command.run() != state.run()) {
      return otherRun(state, command);
    }
    Boost boost = catalog.boost(id).orElse(null);
    if (boost == null) {
      return unknownItem("no boost", id);
    }
    if (state.isActive(id)) {
      return refused(Rejection.ALREADY_ACTIVE, boost.name() + " is running already.");
    }
    List<EconomyState.ActiveBoost> after = new ArrayList<>(state.boosts());
    after.removeIf(it -> it.id().equals(id));
    after.add(new EconomyState.ActiveBoost(id, state.asOf() + boost.durationMs()));
    return priced(command, cost(boost, catalog, state), boost.name(), state.withBoosts(after));
  }

  /** Grains that a boost costs now. Boosts that run do not count, or each would price the next. */
  static Money cost(Boost boost, Catalog catalog, EconomyState state) {
    return switch (boost.cost()) {
      case Boost.Cost.Fixed fixed -> fixed.amount();
      case Boost.Cost.Income income ->
          Rates.rate(catalog, state.owned(), state.upgrades(), List.of())
              .perMs()
              .times(income.ofMs())
              .max(income.atLeast());
    };
  }

  /** Lifetime earnings that the thing asked for needs, grains. */
  static Money lifetimeNeeded(Catalog catalog, Command command) {
    if (!command.kind().equals(Command.UPGRADE)) {
      return Money.ZERO;
    }
    return catalog
        .upgrade(command.args().getOrDefault("id", ""))
        .map(it -> Conditions.lifetimeNeeded(it.condition()))
        .orElse(Money.ZERO);
  }

  private static Quote priced(Command command, Money cost, String label, EconomyState after) {
    Money most = command.maxCost();
    if (most != null && cost.compareTo(most) > 0) {
      return refused(
          Rejection.PRICE_CHANGED,
          label
              + " now costs "
              + Decimals.grouped(cost)
              + " grains, more than the "
              + Decimals.grouped(most)
              + " that you agreed to.");
    }
    return new Priced(cost, label, after);
  }

  private static boolean malformed(Command command, int args) {
    Money most = command.maxCost();
    return command.args().size() != args || (most != null && most.isNegative());
  }

  /** 1 to 5,000 in plain digits, or 0 for anything else. */
  private static int count(@Nullable String text) {
    if (text == null || !text.matches("[1-9][0-9]{0,3}")) {
      return 0;
    }
    int count = Integer.parseInt(text);
    return count <= Catalog.MAX_OWNED ? count : 0;
  }

  private static Quote otherRun(EconomyState state, Command command) {
    return refused(
        Rejection.OTHER_RUN,
        "This belongs to run " + command.run() + "; it is run " + state.run() + " now.");
  }

  private static Quote unknownItem(String what, String id) {
    return refused(
        Rejection.UNKNOWN_ITEM,
        "The catalog in force has " + what + " called \"" + Decimals.shown(id) + "\".");
  }

  private static Quote refused(String code, String text) {
    return new Refused(new Rejection(code, text));
  }
}
