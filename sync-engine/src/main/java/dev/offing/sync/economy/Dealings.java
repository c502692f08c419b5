package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an account has to do with others: its goods and open orders, how far tasks have paid it, and
 * what it has moved on the books that lie outside the purse. Immutable.
 *
 * @param began the account's first moment, economy milliseconds; 0 where nobody noted it
 * @param goods id to pieces that are free, 1 and up; what an order sells is not among them
 * @param orders open ones, by id
 * @param periods task to the number of the newest period that has paid, or is in the timeline
 * @param books balance of each book but purse, claim, mint and shop; zero is no key
 */
public record Dealings(
    long began,
    SortedMap<String, Long> goods,
    List<Order> orders,
    SortedMap<String, Long> periods,
    SortedMap<String, Money> books) {

  /** Nothing. */
  public static final Dealings NONE = beginning(0);

  public Dealings {
    goods = Frozen.map(goods);
    periods = Frozen.map(periods);
    books = Frozen.map(books);
    goods.values().forEach(it -> Checks.that(it > 0, "Goods that are not there are no key."));
    books.values().forEach(it -> Checks.that(it.signum() != 0, "An even book is no key."));
    orders = sorted(orders);
  }

  static Dealings beginning(long at) {
    return new Dealings(at, new TreeMap<>(), List.of(), new TreeMap<>(), new TreeMap<>());
  }

  /** The open order of this id. */
  public Optional<Order> order(String id) {
    return orders.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** Grains that all open orders hold. */
  public Money held() {
    Money sum = Money.ZERO;
    for (Order order : orders) {
      sum = sum.plus(order.held());
    }
    return sum;
  }

  /** Pieces of a good that are free. */
  public long free(String good) {
    return goods.getOrDefault(good, 0L);
  }

  /** The balance of a book. */
  public Money on(String book) {
    return books.getOrDefault(book, Money.ZERO);
  }

  Dealings with(Order order) {
    List<Order> next = new ArrayList<>(orders);
    next.removeIf(it -> it.id().equals(order.id()));
    next.add(order);
    return new Dealings(began, goods, next, periods, books);
  }

  Dealings without(Order order) {
    List<Order> next = new ArrayList<>(orders);
    next.removeIf(it -> it.id().equals(order.id()));
    return new Dealings(began, goods, next, periods, books);
  }

  Dealings plusGoods(String good, long more) {
    TreeMap<String, Long> next = new TreeMap<>(goods);
    next.merge(good, more, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    return new Dealings(began, next, orders, periods, books);
  }

  /** The same without goods and open orders; what the orders held has to be moved. */
  Dealings emptied() {
    return new Dealings(began, new TreeMap<>(), List.of(), periods, books);
  }

  /** The same with what {@code postings} move on its books. */
  Dealings plus(List<Posting> postings) {
    TreeMap<String, Money> next = new TreeMap<>(books);
    for (Posting it : postings) {
      if (isBook(it.account())) {
        next.merge(it.account(), it.amount(), Money::plus);
      }
    }
    next.values().removeIf(it -> it.signum() == 0);
    return next.equals(books) ? this : new Dealings(began, goods, orders, periods, next);
  }

  /** Which of the books that accounts keep here an entry moves. */
  public static Set<String> booksOf(Entry entry) {
    return entry.postings().stream()
        .map(Posting::account)
        .filter(Dealings::isBook)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isBook(String account) {
    return switch (account) {
      case Posting.PURSE, Posting.CLAIM, Posting.MINT, Posting.SHOP -> false;
      default -> true;
    };
  }

  /** The same once an entry of this effect is in the timeline. */
  Dealings noting(Effect effect) {
    return switch (effect) {
      case Effect.Period it -> {
        TreeMap<String, Long> next = new TreeMap<>(periods);
        next.merge(it.task(), it.number(), Math::max);
        yield new Dealings(began, goods, orders, next, books);
      }
      case Effect.Fill it ->
          order(it.order()).map(order -> with(order.filledUpTo(it.number()))).orElse(this);
      case Effect.Transfer _ -> this;
    };
  }

  /** Whether an entry of this effect acted before, is in the timeline, or never can act. */
  boolean knows(Effect effect) {
    return switch (effect) {
      case Effect.Period it -> it.number() <= periods.getOrDefault(it.task(), Long.MIN_VALUE);
      case Effect.Fill it ->
          order(it.order()).map(order -> it.number() <= order.fills()).orElse(true);
      case Effect.Transfer _ -> false;
    };
  }

  private static List<Order> sorted(List<Order> orders) {
    List<Order> copy = new ArrayList<>(orders);
    copy.sort(Comparator.comparing(Order::id));
    for (int i = 1; i < copy.size(); i++) {
      Checks.that(
          !copy.get(i - 1).id().equals(copy.get(i).id()), "Each open order has an id of its own.");
    }
    return List.copyOf(copy);
  }
}
