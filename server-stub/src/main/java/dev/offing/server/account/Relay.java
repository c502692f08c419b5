package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.Entries;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what accounts have with others (docs/design/sync.md 7): delivers gifts, asks for
 * codes, lists orders where they are traded. An errand is written in the very commit that makes it
 * and struck off only when it is done, so a node that dies between leaves it to the next one. That
 * it may then be done twice does no harm: each step is an entry that the account it joins knows by
 * its cause.
 *
 * <p>Errands lie by partition. What this node wrote it looks after at once; every partition has its
 * turn besides, for what other nodes left.
 */
final class Relay {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  /** Where nodes say in which partitions orders were opened. */
  private static final String ORDERS = "offing:orders";

  /** Errands of a partition that are looked at in one turn. */
  static final int MOST = 64;

  /** Partitions that have their turn in one step without being marked. */
  private static final int TURNS = 32;

  /**
   * A gift comes back so long after the last moment at which it could have been delivered, ms: more
   * than nodes' clocks differ and than a commit can take.
   */
  static final long RETURN_AFTER_MS = 3_600_000;

  private static final String LEFT_OUT =
      " done meanwhile did not count again: known already, or from a device that is not in the game"
          + " any more.";

  private final AccountStore store;
  private final CodeStore codes;
  private final Joining joining;
  private final Floor floor;
  private final BooleanSupplier leads;
  private final Bus bus;
  private final LongSupplier clock;
  private final Marked marked;
  private final Lane.Starter starter;
  private final Outgoing outgoing;
  private final AtomicInteger turn = new AtomicInteger();

  /** For the thread that runs. */
  private boolean led;

  /**
   * A relay.
   *
   * @param leads whether this node leads the market now
   * @param marked partitions in which this node left errands
   */
  Relay(
      AccountStore store,
      CodeStore codes,
      Joining joining,
      Floor floor,
      BooleanSupplier leads,
      Bus bus,
      LongSupplier clock,
      Marked marked,
      Lane.Starter starter,
      Outgoing outgoing) {
    this.store = store;
    this.codes = codes;
    this.joining = joining;
    this.floor = floor;
    this.leads = leads;
    this.bus = bus;
    this.clock = clock;
    this.marked = marked;
    this.starter = starter;
    this.outgoing = outgoing;
    bus.subscribe(
        ORDERS,
        partition -> {
          if (leads.getAsBoolean()) {
            marked.add(Integer.parseInt(partition));
          }
        });
  }

  /**
   * One step: the marked partitions, the next ones in turn, and a tick of the market where this
   * node leads it.
   *
   * @throws RedisUnavailable when the store does not answer; the next step goes on
   */
  void run() {
    boolean leading = leads.getAsBoolean();
    Set<Integer> own = marked.take();
    Set<Integer> now = new HashSet<>(own);
    if (leading && !led) {
      IntStream.range(0, AccountKeys.PARTITIONS).forEach(now::add); // the book is made anew
    } else if (led && !leading) {
      floor.leave();
    }
    led = leading;
    int first = turn.getAndAdd(TURNS);
    for (int i = 0; i < TURNS; i++) {
      now.add(Math.floorMod(first + i, AccountKeys.PARTITIONS));
    }
    Map<Integer, List<Errand>> found = store.errands(now, MOST);
    found.forEach((partition, errands) -> {
      boolean tell = false;
      Map<String, Optional<State>> seen = new HashMap<>();
      for (Errand errand : errands) {
        if (lookAfter(errand, seen)) {
          store.done(errand);
        } else {
          tell |= errand.kind() == Errand.Kind.ORDER;
          if (errands.size() == MOST) {
            store.later(errand, clock.getAsLong()); // else those behind would never have a turn
          }
        }
      }
      if (tell && !leading && own.contains(partition)) {
        bus.publish(ORDERS, Integer.toString(partition));
      }
    });
    if (leading) {
      floor.trade(clock.getAsLong());
    }
  }

  /**
   * Whether nothing is left to do for it.
   *
   * @param seen accounts that were read for errands that were found together. A row is never
   *     changed, and is there before its errand: a state that is read after an errand has its row
   */
  private boolean lookAfter(Errand errand, Map<String, Optional<State>> seen) {
    try {
      return switch (errand.kind()) {
        case TRANSFER -> transfer(errand, seen);
        case ORDER ->
            led && !floor.list(errand, () -> Optional.ofNullable(state(errand.account())));
        case ENROLMENT -> {
          outgoing.enrolled().accept(errand.account());
          yield true;
        }
        case GIFT -> {
          tellOfGift(errand);
          yield true;
        }
        case HEAL -> {
          tellOfHeal(errand);
          yield true;
        }
      };
    } catch (AccountDeleted _) {
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      log.error("errand {} of {} failed; it is tried again", errand.id(), errand.account(), e);
      starter.failed("relay", e);
      return false;
    }
  }

  // ---- transfers --------------------------------------------------------------------------------

  private boolean transfer(Errand errand, Map<String, Optional<State>> seen) {
    State state =
        seen.computeIfAbsent(errand.account(), it -> Optional.ofNullable(state(it))).orElse(null);
    Transfer row = state == null ? null : state.transfers().find(errand.id()).orElse(null);
    if (state == null || row == null) {
      return true; // a store that forgot; whoever remembers it will offer it again
    }
    return switch (row.direction()) {
      case Transfer.OUT -> deliver(errand.account(), row);
      case Transfer.IN -> offerLeg(errand.account(), row);
      case Transfer.CODE -> ask(errand.account(), row);
      case Transfer.GRANTED -> {
        // The store may have forgotten whose it is; then it is told before anybody else asks.
        var _ = codes.claim(row.id(), errand.account(), row.at());
        yield true;
      }
      default -> true;
    };
  }

  private boolean deliver(String sender, Transfer row) {
    if (row.peer().equals(sender)) {
      return joining.join(sender, "gift", _ -> Optional.of(Entries.returned(row)));
    }
    if (Errands.isOver(row, clock.getAsLong())) {
      return comeBack(sender, row);
    }
    try {
      return joining.join(row.peer(), "gift", context -> received(context, row, sender));
    } catch (AccountDeleted _) {
      return joining.join(
          sender, "gift", _ -> Optional.of(Entries.returned(row))); // nobody will get it
    }
  }

  /** The entry of a gift that arrives; empty while it has to wait. */
  private static Optional<Entry> received(Context context, Transfer row, String sender) {
    State state = Joining.state(context);
    long now = context.now();
    Commons.Gifts gifts = context.world().rules().at(now).commons().gifts();
    boolean waits =
        Errands.isOver(row, now)
            || (gifts != null
                && (now < state.core().dealings().began() + gifts.ageMs()
                    || state.transfers().inADay(now, Transfer.IN) >= gifts.inPerDay()));
    return waits ? Optional.empty() : Optional.of(Entries.received(row, sender));
  }

  /** A gift that was not delivered in time goes back, unless it was, and that was not noted. */
  private boolean comeBack(String sender, Transfer row) {
    if (row.at() > clock.getAsLong() - Transfers.LEG_MS - RETURN_AFTER_MS) {
      return false;
    }
    State peer = state(row.peer());
    boolean arrived =
        peer != null
            && (peer.transfers().find(row.id()).isPresent()
                || row.at() <= peer.transfers().prunedTo());
    return arrived || joining.join(sender, "gift", _ -> Optional.of(Entries.returned(row)));
  }

  /** The sender of a gift may have forgotten it: then it is taken from there now. */
  private boolean offerLeg(String recipient, Transfer row) {
    if (Errands.isOver(row, clock.getAsLong())) {
      return true;
    }
    try {
      return joining.join(row.peer(), "gift", _ -> Optional.of(Entries.leg(row, recipient)));
    } catch (AccountDeleted _) {
      return true; // what it gave is given
    }
  }

  private boolean ask(String account, Transfer row) {
    Optional<Money> worth = codes.claim(row.id(), account, row.at());
    Entry answer =
        worth.map(amount -> Entries.granted(row, amount)).orElseGet(() -> Entries.refused(row));
    return joining.join(account, "code", _ -> Optional.of(answer));
  }

  // ---- letters ----------------------------------------------------------------------------------

  private void tellOfGift(Errand errand) {
    State state = state(errand.account());
    Transfer row = state == null ? null : state.transfers().find(errand.id()).orElse(null);
    if (row != null) {
      tell(
          errand,
          "gift",
          "Another player, %s, sent you a gift.".formatted(row.peer().substring(0, 8)),
          row.amount());
    }
  }

  private void tellOfHeal(Errand errand) {
    String left =
        switch (errand.id().substring(0, errand.id().indexOf('/'))) {
          case "0" -> "Nothing is missing.";
          case "1" -> "One thing" + LEFT_OUT;
          case String many -> many + " things" + LEFT_OUT;
        };
    tell(
        errand,
        "heal",
        "The server had lost a part of its books and took them over from one of your devices. "
            + left,
        null);
  }

  private void tell(Errand errand, String code, String text, @Nullable Money money) {
    outgoing
        .letter()
        .accept(
            errand.account(),
            new Notice(code + ":" + errand.id(), errand.since(), code, text, money));
  }

  private @Nullable State state(String account) {
    AccountRecord record = store.load(account, false).record();
    return record == null ? null : record.state();
  }
}
