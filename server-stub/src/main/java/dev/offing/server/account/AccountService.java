package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.market.Ticker;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts on one node: what a session may ask of its own (docs/design/sync.md 4). {@link
 * Transactions} is the hard part. Safe for use by many threads; calls block, so they come from
 * virtual threads.
 */
public final class AccountService {
  private static final Logger log = LoggerFactory.getLogger(AccountService.class);

  /** When a client may ask again after a fault of a moment, ms. */
  static final long RETRY_MS = 500;

  /** Waits; a test's clock may do without. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for so many milliseconds. */
    void ms(long ms) throws InterruptedException;
  }

  private final LongSupplier clock;
  private final Supplier<WorldView> world;
  private final Pause pause;
  private final Seal seal;
  private final RuleAlarm alarm;
  private final Contacts contacts;
  private final Openings openings;
  private final Pushes pushes;
  private final Healings healings;
  private final DeviceChanges devices;
  private final AccountStore store;
  private final Slots slots;
  private final Deletions deletions;
  private final Folding folding;
  private final Transactions transactions;
  private final Outgoing outgoing;
  private final Joining joining;
  private final Relay relay;

  /**
   * The accounts of a node.
   *
   * @param links hears where recovery keys lead after a heal
   * @param codes what can be redeemed
   * @param bus tells of commits made by other nodes
   * @param clock ms of server time
   * @param world the world list as it is known now
   * @param keys seals checkpoints
   * @param graves of accounts that were deleted
   * @param randomId makes 128-bit ids for epochs
   * @param starter where work runs that must not block the bus
   * @param leadsMarket whether this node is the one that trades orders, now
   * @param outgoing what accounts set going outside their books
   */
  public AccountService(
      AccountStore store,
      LinkStore links,
      CodeStore codes,
      Bus bus,
      LongSupplier clock,
      Supplier<WorldView> world,
      KeyFile keys,
      Graves graves,
      Supplier<String> randomId,
      Pause pause,
      Retention retention,
      Lane.Starter starter,
      BooleanSupplier leadsMarket,
      Outgoing outgoing) {
    this.clock = clock;
    this.world = world;
    this.outgoing = outgoing;
    this.pause = pause;
    this.seal = new Seal(keys);
    this.alarm = new RuleAlarm(clock);
    this.contacts = new Contacts(seal, new Forgetting(store, retention));
    this.openings = new Openings(contacts);
    this.pushes = new Pushes(store, seal, alarm);
    this.healings = new Healings(store, links, seal, randomId);
    this.devices = new DeviceChanges(seal);
    this.store = store;
    Audience audience = new Audience(() -> world.get().world().seq());
    this.slots = new Slots(store, bus, audience, starter);
    this.deletions = new Deletions(store, graves, clock);
    bus.onResubscribed(deletions::bury);
    this.folding = new Folding(store, Folding.startPurse(world), retention);
    Marked marked = new Marked();
    this.transactions =
        new Transactions(store, slots, deletions, audience, clock, world, randomId, marked);
    this.joining = new Joining(slots, transactions, seal);
    Floor floor =
        new Floor(new Ticker(keys.serverId()), joining, store, () -> world.get().rules(), starter);
    this.relay =
        new Relay(store, codes, joining, floor, leadsMarket, bus, clock, marked, starter, outgoing);
  }

  /** Why accounts must not be judged now; empty when they may. */
  public Optional<String> notReady() {
    return alarm.notReady();
  }

  /**
   * A device has proved its key. It is told what becomes of it, and what happens to the account
   * from then on, until {@link #close}.
   *
   * @param shown the checkpoint that it showed
   * @throws RedisUnavailable when the store does not answer; then it is not open
   */
  public void open(AccountSession session, @Nullable Checkpoint shown, Consumer<Opened> reply) {
    Checkpoint accepted = seal.accepted(shown, session.account());
    Slot slot = slots.use(session.account());
    boolean opened = false;
    try {
      slot.lock.lock();
      try {
        slot.cached = null;
        transactions.run(
            slot, context -> openings.opening(slot, session, accepted, context, reply));
        opened = slot.sessions.contains(session);
      } catch (AccountDeleted e) {
        reply.accept(new Opened.Refused(AccountDeleted.CODE, AccountDeleted.TEXT));
      } finally {
        slot.lock.unlock();
      }
    } finally {
      if (!opened) {
        slots.release(slot);
      }
    }
  }

  /**
   * Judges a push and answers it: an acknowledgement with what became of each mutation, or why
   * there is none.
   */
  public void push(AccountSession session, ClientMessage.Push push) {
    push(session, push, session::send);
  }

  /**
   * The same for a session that wants its answer elsewhere than among what it is sent.
   *
   * @param answer told once, before this returns, in the order of the account's history
   */
  public void push(
      AccountSession session, ClientMessage.Push push, Consumer<ServerMessage> answer) {
    if (session.healOnly) {
      answer.accept(
          new ServerMessage.Failure(
              "heal_only", "The server has forgotten a part of this game; nothing is taken now."));
      return;
    }
    Batch batch =
        new Batch(
            session.account(),
            session.device(),
            session.incarnation(),
            push.base(),
            push.mutations());
    Slot slot = slotOf(session);
    try {
      while (true) {
        long waitUntil;
        slot.lock.lock();
        try {
          waitUntil =
              transactions.run(
                  slot, context -> pushes.judged(session, push, batch, answer, context));
        } finally {
          slot.lock.unlock();
        }
        if (waitUntil == 0) {
          return;
        }
        pause.ms(Math.max(1, waitUntil - clock.getAsLong()));
      }
    } catch (AccountDeleted _) {
      answer.accept(AccountDeleted.told());
    } catch (RedisUnavailable e) {
      log.debug("push of {}: {}", session.account(), e.getMessage());
      answer.accept(new ServerMessage.RetryAfter(RETRY_MS));
    } catch (RuntimeException e) {
      log.error("push of account {} could not be judged; nothing was changed", batch.account(), e);
      answer.accept(new ServerMessage.RetryAfter(RETRY_MS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      answer.accept(new ServerMessage.RetryAfter(RETRY_MS));
    }
  }

  /**
   * Takes over what the server forgot, where the device can prove it, and answers with the state
   * that stands then.
   */
  public void heal(AccountSession session, ClientMessage.Heal heal) {
    boolean proved = seal.seals(heal.checkpoint(), heal.state(), session);
    Slot slot = slotOf(session);
    slot.lock.lock();
    try {
      slot.cached = null;
      transactions.run(slot, context -> healings.healing(session, heal.state(), proved, context));
    } catch (AccountDeleted _) {
      session.send(AccountDeleted.told());
    } catch (RedisUnavailable e) {
      log.debug("heal of {}: {}", session.account(), e.getMessage());
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    } catch (RuntimeException e) {
      log.error("account {} could not be healed; nothing was changed", session.account(), e);
      session.send(new ServerMessage.RetryAfter(Pushes.RETRY_LATER_MS));
    } finally {
      slot.lock.unlock();
    }
  }

  /**
   * Changes who may push for an account.
   *
   * @param by the proved public key that wants it
   * @throws RedisUnavailable when the store does not answer; asked again, it is made once
   */
  public DeviceChanges.Fate change(String account, String by, DeviceChange change) {
    AtomicReference<DeviceChanges.Fate> fate = new AtomicReference<>();
    Slot slot = slots.use(account);
    try {
      slot.lock.lock();
      try {
        transactions.run(slot, context -> devices.changing(by, change, context, fate::set));
      } catch (AccountDeleted _) {
        fate.set(DeviceChanges.Fate.NO_ACCOUNT);
      } finally {
        slot.lock.unlock();
      }
    } finally {
      slots.release(slot);
    }
    return Objects.requireNonNull(fate.get());
  }

  /** Who belongs to an account, as the store has it; empty where there is no such account. */
  public Optional<Devices> devices(String account) {
    AccountRecord record = store.load(account, false).record();
    return record == null ? Optional.empty() : Optional.of(record.state().devices());
  }

  /**
   * Whether a device may act for an account now: it is listed, or the account, which did not begin
   * yet, would be its own.
   *
   * @throws RedisUnavailable when the store does not answer
   */
  public boolean mayAct(String account, String device) {
    AccountStore.Loaded loaded = store.load(account, false);
    AccountRecord record = loaded.record();
    return record == null
        ? !loaded.deleted() && State.accountOf(device).equals(account)
        : record.state().devices().keys().contains(device);
  }

  /** How often devices healed accounts here, and how often they could not. */
  public Healings.Counts heals() {
    return healings.counts();
  }

  /** Sends the whole state. */
  public void snapshot(AccountSession session) {
    Slot slot = slotOf(session);
    slot.lock.lock();
    try {
      slot.cached = null;
      transactions.run(
          slot,
          context ->
              new Step.Answer(() -> {
                AccountRecord record = context.record();
                if (record == null) {
                  session.send(new ServerMessage.StaleEpoch());
                  return;
                }
                if (!record.state().devices().keys().contains(session.device())) {
                  session.unlink();
                  return;
                }
                session.sent = record.state().at();
                session.send(
                    new ServerMessage.Snapshot(
                        Positions.whole(
                            record, session.incarnation(), context.world().world().seq())));
              }));
    } catch (AccountDeleted _) {
      session.send(AccountDeleted.told());
    } catch (RedisUnavailable _) {
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    } finally {
      slot.lock.unlock();
    }
  }

  /**
   * Deletes an account with all that is kept of it, for ever; its sessions are told, but those of
   * the device that wished it.
   *
   * @param device the key of a device of it
   * @return why not, a code of docs/protocol; empty when it is gone
   * @throws RedisUnavailable when the store does not answer; to be asked again
   */
  public Optional<String> delete(String account, String device) {
    Slot slot = slots.use(account);
    try {
      slot.lock.lock();
      try {
        return switch (deletions.delete(slot, device)) {
          case DELETED -> {
            standing(account, Money.ZERO);
            yield Optional.empty();
          }
          case UNKNOWN -> Optional.of("unknown_account");
          case NOT_ITS_OWN -> Optional.of("unlinked");
        };
      } catch (AccountDeleted _) {
        return Optional.empty();
      } finally {
        slot.lock.unlock();
      }
    } finally {
      slots.release(slot);
    }
  }

  /** Deletes again what a store may have brought back; to be called at the start. Blocks. */
  public void bury() {
    deletions.bury();
  }

  /**
   * Commits that the device was there.
   *
   * @param at when its last frame came, ms of server time
   */
  public void contact(AccountSession session, long at) {
    Slot slot = slots.find(session.account()).orElse(null);
    if (slot == null) {
      return; // it closed meanwhile, and committed its contact then
    }
    slot.lock.lock();
    try {
      transactions.run(
          slot,
          context -> {
            AccountRecord record = context.record();
            return record == null || !record.state().devices().keys().contains(session.device())
                ? new Step.Answer(() -> {})
                : contacts.step(
                    context,
                    record,
                    contacts.contacted(context, record, at),
                    null,
                    after -> standing(session.account(), earned(after.state())));
          });
    } catch (AccountDeleted e) {
      log.debug("contact of {}: {}", session.account(), e.getMessage());
    } catch (RedisUnavailable e) {
      log.debug("contact of {} is not committed: {}", session.account(), e.getMessage());
    } finally {
      slot.lock.unlock();
    }
    fold(session.account());
  }

  /** What it has ever earned, up to now. */
  private Money earned(State state) {
    long now = Math.max(clock.getAsLong(), state.core().asOf());
    Timeline timeline = state.reads(world.get().rules());
    return Economy.advance(state.core(), now, timeline).state().lifetime();
  }

  /** Where it stands is shown to others: news, which the next contact brings again. */
  private void standing(String account, Money earned) {
    try {
      outgoing.standing().accept(account, earned);
    } catch (RedisUnavailable e) {
      log.debug("the standing of {} is not noted: {}", account, e.getMessage());
    }
  }

  /** What a journal is too long by is folded, now and then: it may wait. */
  private void fold(String account) {
    try {
      if (folding.fold(account)) {
        log.debug("the journal of {} was folded", account);
      }
    } catch (RedisUnavailable e) {
      log.debug("the journal of {} is not folded: {}", account, e.getMessage());
    }
  }

  /** The session hears no more. */
  public void close(AccountSession session) {
    Slot slot = slotOf(session);
    slot.lock.lock();
    try {
      slot.sessions.remove(session);
    } finally {
      slot.lock.unlock();
    }
    slots.release(slot);
  }

  /** Whether a device may be shown the account now. */
  public boolean shows(AccountSession session) {
    return shown(session) != null;
  }

  /** The account now, for the eye; empty when there is nothing to show. */
  public Optional<ServerMessage.Tick> tick(AccountSession session) {
    State state = shown(session);
    if (state == null) {
      return Optional.empty();
    }
    Timeline timeline = state.reads(world.get().rules());
    long now = Math.max(clock.getAsLong(), state.core().asOf());
    EconomyState core = Economy.advance(state.core(), now, timeline).state();
    Catalog catalog = timeline.rulebook().at(now);
    return Optional.of(
        new ServerMessage.Tick(
            state.at().epoch(),
            state.at().version(),
            core.purse(),
            Economy.rate(core, timeline).perMs(),
            state.contact().contactUntil(Economy.capMs(core, catalog))));
  }

  /** What is at hand for a device of the account; null for one that heals or was taken off. */
  private @Nullable State shown(AccountSession session) {
    Loaded loaded = slots.find(session.account()).map(slot -> slot.cached).orElse(null);
    AccountRecord record = loaded == null ? null : loaded.record();
    return record == null
            || session.healOnly
            || !record.state().devices().keys().contains(session.device())
        ? null
        : record.state();
  }

  /**
   * Looks after gifts, codes and orders; to be called every 250 ms while accounts may be judged.
   * Blocks.
   *
   * @throws RedisUnavailable when the store does not answer; the next call goes on
   */
  public void relay() {
    relay.run();
  }

  /**
   * Pays an account of which nobody was heard lately what fell due; whoever is there gets it with
   * the next contact.
   *
   * @return whether there was anything
   * @throws RedisUnavailable when the store does not answer; asked again, it is paid once
   */
  public boolean payDividends(String account) {
    return joined(
        account,
        Commons.Dividend.TASK,
        context ->
            Dividends.dueAway(Joining.state(context), context.now(), context.world().rules()));
  }

  /**
   * Pays an account its part of a season, whether or not anybody is there.
   *
   * @param end of the season, ms of server time: its number
   * @param times as much as everybody gets
   * @return whether it has it now, or had before
   * @throws RedisUnavailable when the store does not answer; asked again, it is paid once
   */
  public boolean paySeason(String account, long end, int times) {
    return joined(
        account,
        Commons.Season.TASK,
        context ->
            Dividends.season(
                    Joining.state(context), context.now(), context.world().rules(), end, times)
                .map(List::of)
                .orElse(List.of()));
  }

  private boolean joined(String account, String cause, Function<Context, List<Entry>> made) {
    try {
      return joining.joinAll(account, cause, made);
    } catch (AccountDeleted _) {
      return false;
    }
  }

  /**
   * Lets every account offer again what it has with others (docs/design/sync.md 7): a part of the
   * store may have forgotten what another part, which goes on, takes for done. Blocks for long.
   *
   * @param over asked before each account; ends it
   * @return accounts that had something to offer
   * @throws RedisUnavailable when the store does not answer; to be called again
   */
  public int offerAllAgain(BooleanSupplier over) {
    int offered = 0;
    for (String account : store.accounts()) {
      if (over.getAsBoolean()) {
        break;
      }
      AccountRecord record = store.load(account, false).record();
      List<Errand> errands =
          record == null ? List.of() : Errands.again(record.state(), clock.getAsLong());
      store.again(errands);
      offered += errands.isEmpty() ? 0 : 1;
    }
    return offered;
  }

  /** Compares everything cached with the store; to be called every 5 s (sync.md 4.8). */
  public void compareAll() {
    slots.compareAll();
  }

  private Slot slotOf(AccountSession session) {
    return slots
        .find(session.account())
        .orElseThrow(() -> new IllegalStateException("the session is not open"));
  }
}
