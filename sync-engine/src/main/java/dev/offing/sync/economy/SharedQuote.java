package dev.offing.sync.economy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Quote}s of what a player does with others: orders, gifts, codes. */
final class SharedQuote {

  /** Digits of an amount that a player names: far more than anybody will have. */
  private static final int MOST_DIGITS = 300;

  private static final int MOST_CODE_CHARS = 40;

  private SharedQuote() {}

  static Quote of(Catalog catalog, EconomyState state, Command command) {
    return switch (command.kind()) {
      case Command.ORDER -> order(catalog, state, command);
      case Command.CANCEL -> cancel(state, command);
      case Command.GIFT -> gift(catalog, state, command);
      default -> redeem(state, command);
    };
  }

  private static Quote order(Catalog catalog, EconomyState state, Command command) {
    String side = command.args().get("side");
    String id = command.args().get("good");
    int count = Quote.count(command.args().get("count"));
    Money limit = amount(command.args().get("limit"));
    boolean sells = "sell".equals(side);
    if (id == null
        || count == 0
        || limit == null
        || !(sells || "buy".equals(side))
        || Quote.malformed(command, 4)) {
      return Quote.refused(
          Rejection.MALFORMED,
          "An order names a side (buy or sell), a good, a count from 1 to 5,000 and a limit in"
              + " grains, and nothing else.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    Commons.Good good = catalog.commons().good(id).orElse(null);
    if (good == null) {
      return Quote.unknownItem("no good", id);
    }
    Dealings dealings = state.dealings();
    if (dealings.orders().size() >= Order.MOST) {
      return Quote.refused(
          Rejection.LIMIT, "At most " + Order.MOST + " orders can be open at a time.");
    }
    long until = state.asOf() + catalog.commons().orderMs();
    Order order = new Order("", sells, id, count, limit, until, 0);
    String label = count + " x " + good.name();
    if (!sells) {
      Money cost = order.held();
      return Quote.agreed(
          command, cost, label, new Quote.Held(cost, label, Posting.ESCROW, dealings, order));
    }
    if (dealings.free(id) < count) {
      return Quote.refused(
          Rejection.GOODS,
          "You have " + dealings.free(id) + " x " + good.name() + " free, not " + count + ".");
    }
    return new Quote.Held(Money.ZERO, label, Posting.ESCROW, dealings.plusGoods(id, -count), order);
  }

  private static Quote cancel(EconomyState state, Command command) {
    String id = command.args().get("id");
    if (id == null || Quote.malformed(command, 1)) {
      return Quote.refused(
          Rejection.MALFORMED, "An order is named by its id, and by nothing else.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    Optional<Order> order = state.dealings().order(id);
    return order.isPresent()
        ? new Quote.Released(order.get())
        : Quote.refused(Rejection.UNKNOWN_ITEM, "That order is not open any more.");
  }

  private static Quote gift(Catalog catalog, EconomyState state, Command command) {
    String to = command.args().get("to");
    Money amount = amount(command.args().get("amount"));
    if (to == null
        || !to.matches("[0-9a-f]{64}")
        || amount == null
        || Quote.malformed(command, 2)) {
      return Quote.refused(
          Rejection.MALFORMED, "A gift names a player and an amount in grains, and nothing else.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    Commons.Gifts gifts = catalog.commons().gifts();
    if (gifts == null) {
      return Quote.refused(Rejection.UNKNOWN_ITEM, "The catalog in force knows no gifts.");
    }
    long ready = state.dealings().began() + gifts.ageMs();
    if (state.asOf() < ready) {
      return Quote.refused(
          Rejection.LOCKED,
          "Gifts can be sent from a game that is "
              + gifts.ageMs() / 3_600_000
              + " hours old; yours needs "
              + ((ready - state.asOf()) / 60_000 + 1)
              + " minutes more.");
    }
    return Quote.agreed(
        command,
        amount,
        "a gift",
        new Quote.Held(amount, "a gift", Posting.TRANSIT, state.dealings(), null));
  }

  private static Quote redeem(EconomyState state, Command command) {
    String code = command.args().get("code");
    if (code == null
        || code.isBlank()
        || code.length() > MOST_CODE_CHARS
        || Quote.malformed(command, 1)) {
      return Quote.refused(
          Rejection.MALFORMED, "A code has 1 to 40 characters, and comes with nothing else.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    return new Quote.Held(Money.ZERO, "a code", Posting.GRANT, state.dealings(), null);
  }

  /** A positive amount in plain digits; null for anything else. */
  private static @Nullable Money amount(@Nullable String text) {
    return text != null && text.length() <= MOST_DIGITS && text.matches("[1-9][0-9]*")
        ? Money.parse(text)
        : null;
  }
}
