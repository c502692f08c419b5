package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.cluster.Lane;
import dev.offing.server.market.OrderBook;
import dev.offing.server.market.OrderBook.Listed;
import dev.offing.server.market.OrderBook.OrderName;
import dev.offing.server.market.OrderBook.Trade;
import dev.offing.server.market.Ticker;
import dev.offing.sync.account.Entries;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Rulebook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where orders are traded: once in each tick of the market, all of them in one batch, on the node
 * that leads the market. What is open is known from errands, which are written in the commits that
 * open orders; the book is made anew from them wherever another node begins to lead. Should two
 * nodes think for a while that they lead, accounts still trade each part of an order once: a fill
 * has a number. For one thread at a time.
 */
final class Floor {
  private static final Logger log = LoggerFactory.getLogger(Floor.class);

  private final Ticker market;
  private final Joining joining;
  private final AccountStore store;
  private final Supplier<Rulebook> rules;
  private final Lane.Starter starter;
  private final OrderBook book = new OrderBook();
  private final Map<OrderName, Errand> errands = new HashMap<>();
  private long tradedTick = Long.MIN_VALUE;

  Floor(
      Ticker market,
      Joining joining,
      AccountStore store,
      Supplier<Rulebook> rules,
      Lane.Starter starter) {
    this.market = market;
    this.joining = joining;
    this.store = store;
    this.rules = rules;
    this.starter = starter;
  }

  /** Lists the order of an errand unless it is known; false where there is no such order. */
  boolean list(Errand errand, Supplier<Optional<State>> account) {
    OrderName name = new OrderName(errand.account(), errand.id());
    if (errands.containsKey(name)) {
      return true;
    }
    Optional<Listed> listed =
        account
            .get()
            .flatMap(state ->
                open(state, name).map(it -> new Listed(name.account(), it, left(state, it))));
    listed.ifPresent(it -> {
      errands.put(name, errand);
      book.list(it);
    });
    return listed.isPresent();
  }

  /** Another node leads. */
  void leave() {
    book.clear();
    errands.clear();
  }

  /**
   * Trades, once in a tick.
   *
   * @param now ms of server time
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer; what is left
   *     of the batch waits for the next tick
   */
  void trade(long now) {
    long tick = Ticker.tickOf(now);
    if (tick == tradedTick) {
      return;
    }
    tradedTick = tick;
    for (Listed over : book.over(now)) {
      struck(over.name()); // what is left of it goes back by itself
    }
    for (Commons.Good good : rules.get().at(now).commons().goods()) {
      Money price = market.price(good, now);
      for (Trade trade : book.match(good, price)) {
        try {
          fill(trade, price, tick);
        } catch (IllegalStateException | IllegalArgumentException e) {
          OrderName name = trade.with().name();
          log.error("order {} of {} failed; it is tried again", name.order(), name.account(), e);
          starter.failed("market", e);
        }
      }
    }
  }

  private void fill(Trade trade, Money price, long tick) {
    OrderName name = trade.with().name();
    Errand errand = errands.get(name);
    if (errand == null || tick <= errand.since()) {
      return; // an order is filled only at ticks after its commit
    }
    long[] left = {0};
    long[] count = {0};
    boolean filled = false;
    try {
      filled =
          joining.join(
              name.account(),
              "market",
              context -> {
                State state = Joining.state(context);
                Optional<Order> open = open(state, name).filter(it -> it.until() > context.now());
                left[0] = open.map(it -> left(state, it)).orElse(0L);
                count[0] = Math.min(trade.count(), left[0]);
                return open.filter(it -> count[0] > 0).map(it -> Entries.fill(it, count[0], price));
              });
    } catch (AccountDeleted _) {
      // nobody is there any more
    }
    long rest = left[0] - (filled ? count[0] : 0);
    if (rest <= 0) {
      struck(name);
    } else {
      book.list(new Listed(name.account(), trade.with().order(), rest));
    }
  }

  /** There is nothing left to trade with an order. */
  private void struck(OrderName name) {
    book.remove(name);
    Errand errand = errands.get(name);
    if (errand != null) {
      store.done(errand);
      errands.remove(name);
    }
  }

  private static Optional<Order> open(State state, OrderName name) {
    return state.core().dealings().order(name.order());
  }

  /** Pieces of an order that are not traded, in entries that have not acted either. */
  private static long left(State state, Order order) {
    long left = order.count();
    for (Entry entry : state.timeline()) {
      if (entry.effect() instanceof Effect.Fill fill && fill.order().equals(order.id())) {
        left -= fill.count();
      }
    }
    return left;
  }
}
