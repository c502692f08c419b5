package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
   * @param owned after it; upgrades and boosts likewise
   */
  record Priced(
      Money cost,
      String label,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<EconomyState.ActiveBoost> boosts)
      implements Quote {

    /** The state with the thing, paid for; the purse holds enough. */
    EconomyState paidBy(EconomyState state) {
      Money purse = state.purse().minus(cost);
      return new EconomyState(
          state.asOf(),
          purse,
          state.claim(),
          state.lifetime(),
          state.run(),
          owned,
          upgrades,
          boosts,
          state.dealings(),
          state.renown());
    }
  }

  /**
   * The server decides what comes of it; {@code cost} grains are held on a book until then.
   *
   * @param dealings after it, but for the book
   * @param order that it opens, without its name; null for none
   */
  record Held(Money cost, String label, String book, Dealings dealings, @Nullable Order order)
      implements Quote {

    /** What it moves. */
    List<Posting> postings() {
      return cost.signum() == 0 ? List.of() : Posting.move(Posting.PURSE, book, cost);
    }

    /** The state with it; the purse holds enough. */
    EconomyState heldBy(EconomyState state, String id) {
      Dealings next = order == null ? dealings : dealings.with(order.named(id));
      return state.withPurse(state.purse().minus(cost)).withDealings(next.plus(postings()));
    }
  }

  /** What is left of an order goes back. */
  record Released(Order order) implements Quote {}

  /**
   * The run ends and the next one begins.
   *
   * @param gain points of renown
   * @param purse grains that it begins with
   * @param owned what it begins with
   */
  record Chartered(BigInteger gain, Money purse, SortedMap<String, Integer> owned)
      implements Quote {}

  /** A perk that the renown suffices for. */
  record Learnt(Perk perk) implements Quote {}

  static Quote of(Catalog catalog, EconomyState state, Command command) {
    return switch (command.kind()) {
      case Command.BUY -> buy(catalog, state, command);
      case Command.UPGRADE -> upgrade(catalog, state, command);
      case Command.BOOST -> boost(catalog, state, command);
      case Command.ORDER, Command.CANCEL, Command.GIFT, Command.REDEEM ->
          SharedQuote.of(catalog, state, command);
      case Command.CHARTER -> PrestigeQuote.charter(catalog, state, command);
      case Command.PERK -> PrestigeQuote.perk(catalog, state, command);
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
    String label = count + " x " + producer.name();
    return priced(command, new Priced(cost, label, after, state.upgrades(), state.boosts()));
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
    if (state.upgrades().contains(id)) {
      return refused(Rejection.ALREADY_OWNED, "You have " + upgrade.name() + " already.");
    }
    List<String> missing = Conditions.missing(upgrade.condition(), catalog, state);
    if (!missing.isEmpty()) {
      return refused(
          Rejection.LOCKED, upgrade.name() + " needs " + String.join(" and ", missing) + ".");
    }
    SortedSet<String> after = new TreeSet<>(state.upgrades());
    after.add(id);
    return priced(
        command, new Priced(upgrade.cost(), upgrade.name(), state.owned(), after, state.boosts()));
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
    Money cost = cost(boost, catalog, state);
    return priced(command, new Priced(cost, boost.name(), state.owned(), state.upgrades(), after));
  }

  /** Grains that a boost costs now. Boosts that run do not count, or each would price the next. */
  static Money cost(Boost boost, Catalog catalog, EconomyState state) {
    return worth(boost.cost(), catalog, state);
  }

  /** Grains of a price now. Neither boosts nor events that run count. */
  static Money worth(Boost.Cost cost, Catalog catalog, EconomyState state) {
    return switch (cost) {
      case Boost.Cost.Fixed fixed -> fixed.amount();
      case Boost.Cost.Income income ->
          Rates.rate(catalog, state, state.lifetime(), List.of(), List.of())
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

  private static Quote priced(Command command, Priced quote) {
    return agreed(command, quote.cost(), quote.label(), quote);
  }

  /** The quote, unless it is dearer than the player agreed to. */
  static Quote agreed(Command command, Money cost, String label, Quote quote) {
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
    return quote;
  }

  /** Whether it has other than so many arguments, or agrees to a negative price. */
  static boolean malformed(Command command, int args) {
    Money most = command.maxCost();
    return command.args().size() != args || (most != null && most.isNegative());
  }

  /** 1 to 5,000 in plain digits, or 0 for anything else. */
  static int count(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 4 || text.charAt(0) == '0') {
      return 0;
    }
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      count = count * 10 + digit;
    }
    return count <= Catalog.MAX_OWNED ? count : 0;
  }

  static Quote otherRun(EconomyState state, Command command) {
    return refused(
        Rejection.OTHER_RUN,
        "This belongs to run " + command.run() + "; it is run " + state.run() + " now.");
  }

  static Quote unknownItem(String what, String id) {
    return refused(
        Rejection.UNKNOWN_ITEM,
        "The catalog in force has " + what + " called \"" + Decimals.shown(id) + "\".");
  }

  static Quote refused(String code, String text) {
    return new Refused(new Rejection(code, text));
  }
}
