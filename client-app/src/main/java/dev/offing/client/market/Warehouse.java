package dev.offing.client.market;

import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Commons.Good;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one has at the market: goods that are free, goods and coins in orders, and what they are
 * worth at the prices that were heard.
 */
record Warehouse(Commons commons, Dealings dealings, Prices prices) {
  /** All goods, in the order of the catalog. */
  List<GoodRow> goods() {
    return commons.goods().stream().map(this::row).toList();
  }

  /** The open orders. */
  List<OrderRow> orders() {
    return dealings.orders().stream().map(this::row).toList();
  }

  /** What one has, in orders too, the dearest first. */
  List<HoldingRow> holdings() {
    return commons.goods().stream()
        .filter(it -> owned(it.id()) > 0)
        .sorted(Comparator.comparing(this::value).reversed())
        .map(it ->
            new HoldingRow(
                it.id(),
                "%,d %s".formatted(owned(it.id()), it.name().toLowerCase(Locale.ROOT)),
                prices.of(it.id()).isEmpty() ? "" : Coins.owned(value(it), Notation.FULL)))
        .toList();
  }

  /** What open orders hold, in a sentence; empty for nothing. */
  String held() {
    Money coins = dealings.held();
    long pieces = dealings.orders().stream().filter(Order::sells).mapToLong(Order::count).sum();
    List<String> parts = new ArrayList<>();
    if (coins.signum() > 0) {
      parts.add(Coins.owned(coins, Notation.FULL) + " coins");
    }
    if (pieces > 0) {
      parts.add(pieces == 1 ? "1 piece" : "%,d pieces".formatted(pieces));
    }
    return parts.isEmpty() ? "" : String.join(" and ", parts) + " held";
  }

  /** What all goods are worth; empty while the price of one is not known. */
  Optional<Money> worth() {
    Money sum = Money.ZERO;
    for (Good good : commons.goods()) {
      if (owned(good.id()) > 0 && prices.of(good.id()).isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(value(good));
    }
    return Optional.of(sum);
  }

  /**
   * What was won at the market so far, or lost, goods at their price of now; empty before anything
   * was traded, and while the price of a good is not known.
   */
  Optional<Money> profit() {
    Money book = dealings.on(Posting.MARKET); // what the market got of this purse
    return worth().filter(it -> it.signum() != 0 || book.signum() != 0).map(it -> it.minus(book));
  }

  /** What a good is called. */
  String name(String good) {
    return commons.good(good).map(Good::name).orElse(good);
  }

  private GoodRow row(Good good) {
    Optional<Money> price = prices.of(good.id());
    Optional<Money> before = prices.dayAgo(good.id());
    String change = price.flatMap(it -> before.map(past -> Figures.change(past, it))).orElse("");
    long there = owned(good.id());
    return new GoodRow(
        good.id(),
        good.name(),
        price.map(it -> Coins.price(it, Notation.FULL)).orElse(""),
        there == 0 ? "none held" : "%,d held".formatted(there),
        change,
        !change.startsWith("\u2212"),
        prices.line(good.id()));
  }

  private OrderRow row(Order order) {
    String called = name(order.good()).toLowerCase(Locale.ROOT);
    return new OrderRow(
        order.id(),
        order.good(),
        "%s %,d %s".formatted(order.sells() ? "Sell" : "Buy", order.count(), called),
        Coins.price(order.limit(), Notation.FULL),
        switch ((int) Math.min(2, order.fills())) {
          case 0 -> "nothing yet";
          case 1 -> "a part";
          default -> "%,d parts".formatted(order.fills());
        },
        order.sells()
            ? "%,d %s".formatted(order.count(), called)
            : Coins.owned(order.held(), Notation.FULL));
  }

  private Money value(Good good) {
    return prices.of(good.id()).orElse(Money.ZERO).times(owned(good.id()));
  }

  private long owned(String good) {
    return dealings.free(good) + offered(good);
  }

  private long offered(String good) {
    return dealings.orders().stream()
        .filter(it -> it.sells() && it.good().equals(good))
        .mapToLong(Order::count)
        .sum();
  }
}
