package dev.offing.server.market;

import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The open orders that the market knows, by good and side, each side in the order in which it is
 * served: the better price first, then whoever came first. It is an index of what stands in
 * accounts, which decide. Not safe for use by several threads.
 */
public final class OrderBook {
  /**
   * An order of an account.
   *
   * @param order as its account had it when it was listed
   * @param left pieces that are still to be traded, 1 and up
   */
  public record Listed(String account, Order order, long left) {
    /** Whose and which. */
    public OrderName name() {
      return new OrderName(account, order.id());
    }

    Listed less(long count) {
      return new Listed(account, order, left - count);
    }
  }

  /** An order's name: ids are made by accounts, so that two of them might have the same. */
  public record OrderName(String account, String order) {}

  /** So many pieces of an order are traded now. */
  public record Trade(Listed with, long count) {}

  private record Side(String good, boolean sells) {}

  private static final Comparator<Listed> THEN_TIME =
      Comparator.<Listed>comparingLong(it -> it.order().until())
          .thenComparing(it -> it.order().id())
          .thenComparing(Listed::account);

  private static final Comparator<Listed> SELLERS =
      Comparator.<Listed, Money>comparing(it -> it.order().limit()).thenComparing(THEN_TIME);

  private static final Comparator<Listed> BUYERS =
      Comparator.<Listed, Money>comparing(it -> it.order().limit())
          .reversed()
          .thenComparing(THEN_TIME);

  private final Map<OrderName, Listed> all = new HashMap<>();
  private final Map<Side, NavigableSet<Listed>> sides = new HashMap<>();

  /** Lists an order, in the place of what was known of it. */
  public void list(Listed listed) {
    remove(listed.name());
    if (listed.left() > 0) {
      all.put(listed.name(), listed);
      sides
          .computeIfAbsent(side(listed), side -> new TreeSet<>(side.sells() ? SELLERS : BUYERS))
          .add(listed);
    }
  }

  /** An order that is not open any more. */
  public void remove(OrderName name) {
    Listed known = all.remove(name);
    if (known != null) {
      Objects.requireNonNull(sides.get(side(known))).remove(known);
    }
  }

  /** What is known of an order. */
  public Optional<Listed> find(OrderName name) {
    return Optional.ofNullable(all.get(name));
  }

  /** Orders whose time is over at a moment, ms of server time. */
  public List<Listed> over(long now) {
    return all.values().stream().filter(it -> it.order().until() <= now).toList();
  }

  /** How many orders are open. */
  public int size() {
    return all.size();
  }

  /** Knows nothing any more. */
  public void clear() {
    all.clear();
    sides.clear();
  }

  /**
   * What one tick of the market trades at a price: on each side at most the depth of the good in
   * all and a lot with each order. Changes nothing.
   */
  public List<Trade> match(Commons.Good good, Money price) {
    List<Trade> trades = new ArrayList<>();
    for (boolean sells : new boolean[] {false, true}) {
      long depth = good.depth();
      Iterator<Listed> served =
          sides.getOrDefault(new Side(good.id(), sells), new TreeSet<>(THEN_TIME)).iterator();
      while (depth > 0 && served.hasNext()) {
        Listed next = served.next();
        if (!next.order().takes(price)) {
          break; // nor do those behind it
        }
        long count = Math.min(depth, Math.min(next.left(), good.lot()));
        trades.add(new Trade(next, count));
        depth -= count;
      }
    }
    return trades;
  }

  private static Side side(Listed listed) {
    return new Side(listed.order().good(), listed.order().sells());
  }
}
