package dev.offing.simulator.model;

import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Mutation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a reference book that is about others: goods, orders, gifts, and what the server
 * sent. What an entry is worth comes from outside; what it does with an order is worked out here.
 */
final class ReferenceDealings {
  /** An open order. */
  private record Waiting(boolean sells, String good, long count, BigInteger limit, long until) {}

  private final TreeMap<String, Waiting> orders = new TreeMap<>();
  private final TreeMap<String, Long> goods = new TreeMap<>();
  private final List<Entry> timeline = new ArrayList<>();
  private final Set<String> sent = new HashSet<>();
  long began;

  void takeOver(ReferenceDealings other) {
    orders.putAll(other.orders);
    goods.putAll(other.goods);
    timeline.addAll(other.timeline);
    sent.addAll(other.sent);
    began = other.began;
  }

  static boolean isSent(Command command) {
    return command.kind().equals(Command.GIFT) || command.kind().equals(Command.REDEEM);
  }

  static boolean isDealing(Command command) {
    return isSent(command)
        || command.kind().equals(Command.ORDER)
        || command.kind().equals(Command.CANCEL);
  }

  boolean isSentAlready(Mutation mutation) {
    return mutation.command().kind().equals(Command.GIFT)
        && sent.contains(Transfers.giftId(mutation));
  }

  /** What it takes from the purse; null when it cannot be done for any money. */
  @Nullable BigInteger cost(Command command, long at, Catalog catalog) {
    Map<String, String> args = command.args();
    return switch (command.kind()) {
      case Command.GIFT -> {
        Commons.Gifts gifts = catalog.commons().gifts();
        yield gifts == null || at < began + gifts.ageMs()
            ? null
            : new BigInteger(args.getOrDefault("amount", ""));
      }
      case Command.REDEEM -> BigInteger.ZERO;
      case Command.CANCEL ->
          orders.containsKey(args.getOrDefault("id", "")) ? BigInteger.ZERO : null;
      case Command.ORDER -> {
        long count = Long.parseLong(args.getOrDefault("count", ""));
        boolean known = catalog.commons().good(args.getOrDefault("good", "")).isPresent();
        if (!known || orders.size() >= 20) {
          yield null;
        }
        if (args.getOrDefault("side", "").equals("buy")) {
          yield new BigInteger(args.getOrDefault("limit", "")).multiply(BigInteger.valueOf(count));
        }
        yield goods.getOrDefault(args.getOrDefault("good", ""), 0L) < count
            ? null
            : BigInteger.ZERO;
      }
      default -> null;
    };
  }

  /**
   * It is done and paid.
   *
   * @return what it gives back
   */
  BigInteger take(Mutation mutation, long at, Catalog catalog) {
    Map<String, String> args = mutation.command().args();
    switch (mutation.command().kind()) {
      case Command.GIFT -> sent.add(Transfers.giftId(mutation));
      case Command.CANCEL -> {
        return back(args.getOrDefault("id", ""));
      }
      case Command.ORDER -> {
        boolean sells = args.getOrDefault("side", "").equals("sell");
        long count = Long.parseLong(args.getOrDefault("count", ""));
        if (sells) {
          goods.merge(args.getOrDefault("good", ""), -count, Long::sum);
        }
        orders.put(
            Journal.entryId(Journal.cause(mutation)),
            new Waiting(
                sells,
                args.getOrDefault("good", ""),
                count,
                new BigInteger(args.getOrDefault("limit", "")),
                at + catalog.commons().orderMs()));
      }
      default -> {}
    }
    return BigInteger.ZERO;
  }

  /** A run is over: what was bought, and what waits, is given up. */
  void giveUp() {
    orders.clear();
    goods.clear();
  }

  private BigInteger back(String id) {
    Waiting order = orders.remove(id);
    if (order == null) {
      return BigInteger.ZERO;
    }
    if (order.sells) {
      goods.merge(order.good, order.count, Long::sum);
      return BigInteger.ZERO;
    }
    return order.limit.multiply(BigInteger.valueOf(order.count));
  }

  // ---- time -------------------------------------------------------------------------------------

  /** Entries that joined the timeline. */
  void expect(List<Entry> entries) {
    timeline.addAll(entries);
    timeline.sort(Comparator.comparingLong(Entry::at).thenComparing(Entry::id));
    for (Entry entry : entries) {
      if (entry.effect() instanceof Effect.Transfer it
          && it.direction().equals(Effect.Transfer.OUT)) {
        sent.add(it.id());
      }
    }
  }

  long nextAfter(long t) {
    long next = Long.MAX_VALUE;
    for (Entry entry : timeline) {
      next = entry.at() > t ? Math.min(next, entry.at()) : next;
    }
    for (Waiting order : orders.values()) {
      next = Math.min(next, order.until);
    }
    return next;
  }

  /** Ends the orders whose time is over; what that gives back. */
  BigInteger expired(long t) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<String, Waiting> open : List.copyOf(orders.entrySet())) {
      if (open.getValue().until <= t) {
        sum = sum.add(back(open.getKey()));
      }
    }
    return sum;
  }

  /** Entries whose time has come; they are gone then. */
  List<Entry> due(long t) {
    List<Entry> due = timeline.stream().filter(it -> it.at() <= t).toList();
    timeline.removeAll(due);
    return due;
  }

  /** What an entry brings (or, negative, takes). */
  BigInteger moved(Entry entry) {
    if (entry.effect() instanceof Effect.Fill fill) {
      return filled(fill);
    }
    BigInteger sum = BigInteger.ZERO;
    for (Posting posting : entry.postings()) {
      if (posting.account().equals(Posting.PURSE)) {
        sum = sum.add(posting.amount().grains());
      }
    }
    return sum;
  }

  private BigInteger filled(Effect.Fill fill) {
    Waiting order = orders.get(fill.order());
    if (order == null) {
      return BigInteger.ZERO;
    }
    long count = Math.min(fill.count(), order.count);
    if (count == order.count) {
      orders.remove(fill.order());
    } else {
      orders.put(
          fill.order(),
          new Waiting(order.sells, order.good, order.count - count, order.limit, order.until));
    }
    BigInteger pieces = BigInteger.valueOf(count);
    BigInteger price = fill.price().grains();
    if (order.sells) {
      return price.multiply(pieces);
    }
    goods.merge(order.good, count, Long::sum);
    return order.limit.subtract(price).multiply(pieces);
  }

  /** Where an account differs; null where it does not. */
  @Nullable String compared(Dealings there) {
    goods.values().removeIf(count -> count == 0);
    if (!there.goods().equals(goods)) {
      return "the goods are %s, they should be %s".formatted(there.goods(), goods);
    }
    Map<String, Waiting> open = new TreeMap<>();
    for (Order it : there.orders()) {
      open.put(
          it.id(), new Waiting(it.sells(), it.good(), it.count(), it.limit().grains(), it.until()));
    }
    return open.equals(orders)
        ? null
        : "the open orders are %s, they should be %s".formatted(open, orders);
  }
}
