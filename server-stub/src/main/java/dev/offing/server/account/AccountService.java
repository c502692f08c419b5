package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.account.AccountStore.OldId;
import dev.offing.server.account.AccountStore.Write;
import dev.offing.server.cluster.Bus;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts on one node: load, judge, commit, tell (docs/design/sync.md 4).
 *
 * <p>Every change goes the same way, {@link #transact}: take what is cached or load it, let a pure
 * function make a commit of it, and write that only on top of the very point that was judged. A
 * conflict, another life of Redis and an answer that never came are all met alike: forget what is
 * cached, load, judge again. That is safe because the id store answers a mutation that acted with
 * its first outcome. An answer that commits nothing is given only after point and life were
 * compared in the store, so that a node with an old cache tells no lies.
 *
 * <p>An epoch is one unbroken life of an account's history. Redis names its lives by run ids; the
 * one in which an epoch was opened is stored with the account. When the present one differs, some
 * of what was answered may be lost: the next commit closes the epoch at the stored version and
 * opens another. Clients that hold more than that version then show a checkpoint that is not on the
 * lineage, and the server knows that it forgot.
 *
 * <p>Safe for use by many threads; calls block, so they come from virtual threads.
 */
public final class AccountService {
  private static final Logger log = LoggerFactory.getLogger(AccountService.class);
  private static final int TRIES = 5;

  /** When a client may ask again after a fault of a moment, ms. */
  static final long RETRY_MS = 500;

  /** When a client may ask again for what only time will give, ms. */
  static final long RETRY_LATER_MS = 60_000;

  /** Ids looked at for dropping in one commit. */
  private static final int PRUNE_AT_ONCE = 512;

  /**
   * How long outcomes are remembered: for so long, and at least so many per incarnation.
   *
   * @param keepMs ms
   * @param keepCount ids
   */
  public record Retention(long keepMs, long keepCount) {
    /** 90 days and 65,536 (docs/design/sync.md 4.6). */
    public static final Retention STANDARD = new Retention(90L * 24 * 3_600_000, 65_536);
  }

  /** Waits; a test's clock may do without. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for so many milliseconds. */
    void ms(long ms) throws InterruptedException;
  }

  /** What a plan sees. */
  private record Context(
      @Nullable AccountRecord record, String run, long now, EpochVersion to, WorldView world) {}

  /** What a plan wants. */
  private sealed interface Step {
    /** To answer without a commit. */
    record Answer(Runnable reply) implements Step {}

    /** To commit, and then to answer; {@code by} hears of it by the answer. */
    record Change(
        Commit commit,
        Write write,
        @Nullable AccountSession by,
        Consumer<AccountRecord> reply,
        String cause)
        implements Step {}

    /** To be asked again at a time. */
    record Later(long atMs) implements Step {}
  }

  private final AccountStore store;
  private final Bus bus;
  private final LongSupplier clock;
  private final Supplier<WorldView> world;
  private final Seal seal;
  private final Supplier<String> randomId;
  private final Pause pause;
  private final Retention retention;
  private final RuleAlarm alarm;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  /**
   * The accounts of a node.
   *
   * @param bus tells of commits made by other nodes
   * @param clock ms of server time
   * @param world the world list as it is known now
   * @param keys seals checkpoints
   * @param randomId makes 128-bit ids for epochs
   */
  public AccountService(
      AccountStore store,
      Bus bus,
      LongSupplier clock,
      Supplier<WorldView> world,
      KeyFile keys,
      Supplier<String> randomId,
      Pause pause,
      Retention retention) {
    this.store = store;
    this.bus = bus;
    this.clock = clock;
    this.world = world;
    this.seal = new Seal(keys);
    this.randomId = randomId;
    this.pause = pause;
    this.retention = retention;
    this.alarm = new RuleAlarm(clock);
    bus.onResubscribed(this::compareAll);
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
    Slot slot = use(session.account());
    boolean opened = false;
    try {
      slot.lock.lock();
      try {
        slot.cached = null;
        transact(slot, context -> opening(slot, session, accepted, context, reply));
        opened = slot.sessions.contains(session);
      } finally {
        slot.lock.unlock();
      }
    } finally {
      if (!opened) {
        release(slot);
      }
    }
  }

  /**
   * Judges a push and answers it: an acknowledgement with what became of each mutation, or why
   * there is none.
   */
  public void push(AccountSession session, ClientMessage.Push push) {
    if (session.healOnly) {
      session.send(
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
          waitUntil = transact(slot, context -> judged(session, push, batch, context));
        } finally {
          slot.lock.unlock();
        }
        if (waitUntil == 0) {
          return;
        }
        pause.ms(Math.max(1, waitUntil - clock.getAsLong()));
      }
    } catch (RedisUnavailable e) {
      log.debug("push of {}: {}", session.account(), e.getMessage());
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    } catch (RuntimeException e) {
      log.error("push of account {} could not be judged; nothing was changed", batch.account(), e);
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    }
  }

  /** Sends the whole state. */
  public void snapshot(AccountSession session) {
    Slot slot = slotOf(session);
    slot.lock.lock();
    try {
      slot.cached = null;
      transact(
          slot,
          context ->
              new Step.Answer(() -> {
                AccountRecord record = context.record();
                if (record == null) {
                  session.send(new ServerMessage.StaleEpoch());
                  return;
                }
                session.sent = record.state().at();
                session.send(
                    new ServerMessage.Snapshot(
                        Positions.whole(
                            record, session.incarnation(), context.world().world().seq())));
              }));
    } catch (RedisUnavailable _) {
      session.send(new ServerMessage.RetryAfter(RETRY_MS));
    } finally {
      slot.lock.unlock();
    }
  }

  /**
   * Commits that the device was there.
   *
   * @param at when its last frame came, ms of server time
   */
  public void contact(AccountSession session, long at) {
    Slot slot = slots.get(session.account());
    if (slot == null) {
      return; // it closed meanwhile, and committed its contact then
    }
    slot.lock.lock();
    try {
      transact(
          slot,
          context -> {
            AccountRecord record = context.record();
            return record == null || !record.state().devices().keys().contains(session.device())
                ? new Step.Answer(() -> {})
                : contactStep(context, record, contacted(context, record, at), null, _ -> {});
          });
    } catch (RedisUnavailable e) {
      log.debug("contact of {} is not committed: {}", session.account(), e.getMessage());
    } finally {
      slot.lock.unlock();
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
    release(slot);
  }

  /** The account now, for the eye; empty when there is nothing to show. */
  public Optional<ServerMessage.Tick> tick(AccountSession session) {
    Slot slot = slots.get(session.account());
    Loaded loaded = slot == null ? null : slot.cached;
    AccountRecord record = loaded == null ? null : loaded.record();
    if (record == null || session.healOnly) {
      return Optional.empty();
    }
    State state = record.state();
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

  /** Compares everything cached with the store; to be called every 5 s (sync.md 4.8). */
  public void compareAll() {
    for (Slot slot : slots.values()) {
      slot.lane.execute(() -> compare(slot));
    }
  }

  // Plans: pure but for the session's fields, and called again after a conflict.

  private Step opening(
      Slot slot,
      AccountSession session,
      @Nullable Checkpoint shown,
      Context context,
      Consumer<Opened> reply) {
    AccountRecord record = context.record();
    if (record == null) {
      return new Step.Answer(() -> openWithoutAccount(slot, session, shown, reply));
    }
    boolean listed = record.state().devices().keys().contains(session.device());
    boolean forgot = shown != null && !record.state().contains(shown.at());
    if (!listed) {
      return new Step.Answer(() -> {
        if (forgot) {
          welcomeToHeal(slot, session, reply);
        } else {
          reply.accept(new Opened.Refused("unlinked", "This device does not belong to that game."));
        }
      });
    }
    boolean holdsThis =
        shown != null
            && shown.at().equals(record.state().at())
            && shown.digest().equals(record.checkpoint().digest());
    Contacted contacted = contacted(context, record, context.now());
    return contactStep(
        context,
        record,
        contacted,
        session,
        next -> {
          if (forgot) {
            welcomeToHeal(slot, session, reply);
            return;
          }
          slot.sessions.add(session);
          session.sent = next.state().at();
          reply.accept(
              holdsThis
                  ? new Opened.Welcomed(
                      ServerMessage.Mode.RESUME,
                      Positions.by(contacted.commit(), next, session.incarnation(), false))
                  : new Opened.Welcomed(
                      ServerMessage.Mode.SNAPSHOT,
                      Positions.whole(next, session.incarnation(), context.world().world().seq())));
        });
  }

  private void openWithoutAccount(
      Slot slot, AccountSession session, @Nullable Checkpoint shown, Consumer<Opened> reply) {
    if (shown != null) {
      welcomeToHeal(slot, session, reply);
    } else if (!State.accountOf(session.device()).equals(session.account())) {
      reply.accept(
          new Opened.Refused(
              "unknown_account", "The server does not know this game yet; try again later."));
    } else if (!session.enrolment().available()) {
      reply.accept(
          new Opened.Refused(
              "enrolment_limited", "Too many new games began from this address; try later."));
    } else {
      slot.sessions.add(session);
      reply.accept(new Opened.Welcomed(ServerMessage.Mode.NEW, null));
    }
  }

  private static void welcomeToHeal(Slot slot, AccountSession session, Consumer<Opened> reply) {
    session.healOnly = true;
    slot.sessions.add(session);
    reply.accept(new Opened.Welcomed(ServerMessage.Mode.HEAL, null));
  }

  private Step judged(
      AccountSession session, ClientMessage.Push push, Batch batch, Context context) {
    AccountRecord record = context.record();
    Map<IdKey, KnownIds.Known> known =
        record == null
            ? Map.of()
            : store.outcomes(
                batch.account(),
                batch.rows().stream().map(row -> IdKey.of(row.mutation())).distinct().toList());
    long worldSeq = context.world().world().seq();
    Verdict verdict =
        Judge.judge(
            record == null ? null : record.state(),
            batch,
            (origin, id) -> known.get(new IdKey(origin, id)),
            context.now(),
            context.world().rules(),
            context.to(),
            worldSeq);
    return switch (verdict) {
      case Verdict.Commits commits -> committing(session, push, context, commits);
      case Verdict.Known same ->
          new Step.Answer(() -> {
            if (record == null) {
              session.send(new ServerMessage.StaleEpoch());
            } else {
              session.send(
                  new ServerMessage.Ack(
                      record.state().devices().lastSeq(session.incarnation()),
                      same.results(),
                      Positions.same(record, session.incarnation(), worldSeq)));
            }
          });
      case Verdict.Gap gap ->
          new Step.Answer(() -> session.send(new ServerMessage.Gap(gap.lastSeq(), gap.lastHash())));
      case Verdict.StaleEpoch _ ->
          new Step.Answer(() -> session.send(new ServerMessage.StaleEpoch()));
      case Verdict.Unlinked _ ->
          new Step.Answer(() ->
              session.send(
                  new ServerMessage.Failure(
                      "unlinked", "This device does not belong to that game.")));
      case Verdict.Wait wait -> new Step.Later(wait.atMs());
    };
  }

  private Step committing(
      AccountSession session, ClientMessage.Push push, Context context, Verdict.Commits commits) {
    boolean ruleFailed =
        commits.results().stream()
            .anyMatch(r ->
                !r.again() && r.rejection() != null && r.rejection().code().equals("rule_failed"));
    if (ruleFailed) {
      log.error("the rules failed for a mutation of {}: {}", session.account(), push.mutations());
    }
    if (alarm.judged(session.account(), ruleFailed)) {
      return new Step.Answer(() -> session.send(new ServerMessage.RetryAfter(RETRY_LATER_MS)));
    }
    if (context.record() == null && !session.enrolment().take()) {
      return new Step.Answer(() -> session.send(new ServerMessage.RetryAfter(RETRY_LATER_MS)));
    }
    State after = commits.after();
    long lastSeq = after.devices().lastSeq(session.incarnation());
    Write write =
        new Write(
            context.record() == null ? null : context.record().state(),
            after,
            seal.of(after),
            context.run(),
            commits.commit(),
            commits.journal(),
            commits.remembered(),
            context.now(),
            Map.of(session.incarnation(), Math.clamp(push.ackedSeq(), 0, lastSeq)),
            List.of(),
            notice(after, "device"));
    return new Step.Change(
        commits.commit(),
        write,
        session,
        next -> {
          session.sent = next.state().at();
          session.send(
              new ServerMessage.Ack(
                  lastSeq,
                  commits.results(),
                  Positions.by(commits.commit(), next, session.incarnation(), true)));
        },
        "device");
  }

  /** A contact commit and the state that it makes. */
  private record Contacted(Commit commit, State after, List<OldId> dropped) {}

  private Contacted contacted(Context context, AccountRecord record, long at) {
    List<OldId> dropped = prunable(record.state(), context.now());
    Commit commit =
        new Commit(
            record.state().account(),
            record.state().at(),
            context.to(),
            null,
            null,
            null,
            List.of(),
            List.of(),
            at,
            forgotten(dropped),
            context.world().world().seq());
    return new Contacted(
        commit, record.state().commit(commit, context.world().rules()).state(), dropped);
  }

  private Step contactStep(
      Context context,
      AccountRecord record,
      Contacted made,
      @Nullable AccountSession by,
      Consumer<AccountRecord> reply) {
    Write write =
        new Write(
            record.state(),
            made.after(),
            seal.of(made.after()),
            context.run(),
            made.commit(),
            List.of(),
            List.of(),
            context.now(),
            Map.of(),
            made.dropped(),
            notice(made.after(), "contact"));
    return new Step.Change(made.commit(), write, by, reply, "contact");
  }

  /** The ids that are old enough to be forgotten: of each incarnation the oldest in a row. */
  private List<OldId> prunable(State state, long now) {
    Map<String, Long> lastSeqs = new HashMap<>();
    state.devices().live().forEach((incarnation, i) -> lastSeqs.put(incarnation, i.lastSeq()));
    state.devices().removed().forEach((incarnation, i) -> lastSeqs.put(incarnation, i.lastSeq()));
    List<OldId> old = new ArrayList<>();
    lastSeqs.forEach((incarnation, lastSeq) -> {
      long upTo = lastSeq - retention.keepCount();
      if (upTo <= 0) {
        return;
      }
      for (OldId id : store.oldestIds(state.account(), incarnation, upTo, PRUNE_AT_ONCE)) {
        if (id.storedAt() > now - retention.keepMs()) {
          break;
        }
        old.add(id);
      }
    });
    return old;
  }

  private static List<Forgotten> forgotten(List<OldId> dropped) {
    Map<String, Long> own = new HashMap<>();
    Map<String, Long> carried = new HashMap<>();
    for (OldId id : dropped) {
      own.merge(id.incarnation(), id.seq(), Math::max);
      own.putIfAbsent(id.origin(), 0L);
      if (!id.origin().equals(id.incarnation())) {
        carried.merge(id.origin(), id.originSeq(), Math::max);
      }
    }
    return own.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new Forgotten(e.getKey(), e.getValue(), carried.getOrDefault(e.getKey(), 0L)))
        .toList();
  }

  // The way that every change goes.

  /** Under the slot's lock. Returns 0, or when the plan wants to be asked again. */
  private long transact(Slot slot, Function<Context, Step> plan) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Loaded loaded = cachedOrLoaded(slot);
      Context context = context(loaded);
      switch (plan.apply(context)) {
        case Step.Later later -> {
          return later.atMs();
        }
        case Step.Answer answer -> {
          AccountRecord record = context.record();
          EpochVersion at = record == null ? null : record.state().at();
          if (store.unchanged(slot.account, at, loaded.run())) {
            answer.reply().run();
            return 0;
          }
          slot.cached = null;
        }
        case Step.Change change -> {
          if (written(slot, context, change)) {
            return 0;
          }
        }
      }
    }
    throw new RedisUnavailable("too many conflicts on account " + slot.account);
  }

  private boolean written(Slot slot, Context context, Step.Change change) {
    Write write = change.write();
    AccountStore.Written result;
    try {
      result = store.commit(write);
    } catch (RedisUnavailable e) {
      // Nobody knows whether it acted. The next try loads and sees.
      log.debug("commit of {} has an unknown outcome: {}", slot.account, e.getMessage());
      slot.cached = null;
      return false;
    }
    switch (result) {
      case OK -> {
        boolean opens = context.record() == null || write.closesEpoch();
        String run = opens || context.record() == null ? context.run() : context.record().run();
        AccountRecord next = new AccountRecord(write.after(), write.checkpoint(), run);
        slot.cached = new Loaded(next, null, context.run());
        change.reply().accept(next);
        tell(slot, next, change.commit(), change.cause(), change.by());
        return true;
      }
      case CONFLICT -> slot.cached = null;
      case NEW_RUN -> {
        log.warn("Redis began another life; epochs are closed as accounts commit");
        slots.values().forEach(s -> s.cached = null);
      }
    }
    return false;
  }

  private Loaded cachedOrLoaded(Slot slot) {
    Loaded loaded = slot.cached;
    if (loaded == null) {
      loaded = store.load(slot.account, false);
      slot.cached = loaded;
    }
    return loaded;
  }

  private Context context(Loaded loaded) {
    AccountRecord record = loaded.record();
    WorldView view = world.get();
    long now = clock.getAsLong();
    if (record == null) {
      return new Context(null, loaded.run(), now, new EpochVersion(randomId.get(), 1), view);
    }
    EpochVersion at = record.state().at();
    boolean forgotten = !record.run().equals(loaded.run());
    String epoch = forgotten ? randomId.get() : at.epoch();
    return new Context(
        record,
        loaded.run(),
        Math.max(now, record.state().core().asOf()),
        new EpochVersion(epoch, at.version() + 1),
        view);
  }

  // Who hears of it.

  /** Under the slot's lock: tells the sessions that are behind. */
  private void tell(
      Slot slot,
      AccountRecord record,
      @Nullable Commit commit,
      String cause,
      @Nullable AccountSession except) {
    EpochVersion at = record.state().at();
    long worldSeq = world.get().world().seq();
    for (AccountSession session : slot.sessions) {
      EpochVersion sent = session.sent;
      if (session.equals(except) || session.healOnly || at.equals(sent)) {
        continue;
      }
      if (sent != null && !record.state().contains(sent)) {
        continue; // the store is behind what it said before; its ticks tell the device so
      }
      session.sent = at;
      session.send(
          new ServerMessage.Update(
              commit != null && commit.to().equals(at) && at(commit.from(), sent)
                  ? Positions.by(commit, record, session.incarnation(), false)
                  : Positions.whole(record, session.incarnation(), worldSeq),
              cause));
    }
  }

  private static boolean at(@Nullable EpochVersion from, @Nullable EpochVersion sent) {
    return sent != null && sent.equals(from);
  }

  private static String notice(State after, String cause) {
    return after.at().epoch() + " " + after.at().version() + " " + cause;
  }

  private void heard(Slot slot, String notice) {
    String[] parts = notice.split(" ", 3);
    EpochVersion to = new EpochVersion(parts[0], Long.parseLong(parts[1]));
    slot.lane.execute(() -> {
      slot.lock.lock();
      try {
        Loaded loaded = slot.cached;
        AccountRecord record = loaded == null ? null : loaded.record();
        if (record != null && record.state().contains(to)) {
          tell(slot, record, null, parts[2], null);
        } else {
          reload(slot, parts[2]);
        }
      } catch (RedisUnavailable e) {
        log.debug("commit {} of {} was not looked at: {}", to, slot.account, e.getMessage());
      } finally {
        slot.lock.unlock();
      }
    });
  }

  private void compare(Slot slot) {
    slot.lock.lock();
    try {
      Loaded loaded = slot.cached;
      if (loaded != null) {
        AccountRecord record = loaded.record();
        EpochVersion at = record == null ? null : record.state().at();
        if (store.unchanged(slot.account, at, loaded.run())) {
          return;
        }
      }
      reload(slot, "server");
    } catch (RedisUnavailable e) {
      log.debug("account {} was not compared: {}", slot.account, e.getMessage());
    } finally {
      slot.lock.unlock();
    }
  }

  /** Under the slot's lock. */
  private void reload(Slot slot, String cause) {
    slot.cached = null;
    Loaded loaded = store.load(slot.account, true);
    slot.cached = new Loaded(loaded.record(), null, loaded.run());
    AccountRecord record = loaded.record();
    if (record != null) {
      tell(slot, record, loaded.newest(), cause, null);
      return;
    }
    for (AccountSession session : slot.sessions) {
      if (session.sent != null) {
        session.sent = null;
        session.send(new ServerMessage.StaleEpoch());
      }
    }
  }

  // Slots live while they are used.

  private Slot use(String account) {
    return slots.compute(
        account,
        (key, existing) -> {
          Slot slot = existing == null ? new Slot(key) : existing;
          if (existing == null) {
            slot.subscription =
                bus.subscribe(AccountStore.channel(key), notice -> heard(slot, notice));
          }
          slot.users++;
          return slot;
        });
  }

  private void release(Slot slot) {
    slots.computeIfPresent(
        slot.account,
        (key, existing) -> {
          if (--existing.users > 0) {
            return existing;
          }
          if (existing.subscription != null) {
            existing.subscription.close();
          }
          return null;
        });
  }

  private Slot slotOf(AccountSession session) {
    Slot slot = slots.get(session.account());
    if (slot == null) {
      throw new IllegalStateException("the session is not open");
    }
    return slot;
  }
}
