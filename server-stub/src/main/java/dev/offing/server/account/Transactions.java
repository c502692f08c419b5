package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.account.AccountStore.Write;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way of every change: take what is cached or load it, let a pure plan make a commit of it,
 * and write that only on top of the very point that was judged. A conflict, another life of Redis
 * and an answer that never came are all met alike: forget what is cached, load, judge again. That
 * is safe because the id store answers a mutation that acted with its first outcome. An answer that
 * commits nothing is given only after point and life were compared in the store, so that a node
 * with an old cache tells no lies.
 *
 * <p>An epoch is one unbroken life of an account's history. Redis names its lives by run ids; the
 * one in which an epoch was opened is stored with the account. When the present one differs, some
 * of what was answered may be lost: the next commit closes the epoch at the stored version and
 * opens another. Clients that hold more than that version then show a checkpoint that is not on the
 * lineage, and the server knows that it forgot.
 */
final class Transactions {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  private static final int TRIES = 5;

  private final AccountStore store;
  private final Slots slots;
  private final Deletions deletions;
  private final Audience audience;
  private final LongSupplier clock;
  private final Supplier<WorldView> world;
  private final Supplier<String> randomId;
  private final Marked marked;

  Transactions(
      AccountStore store,
      Slots slots,
      Deletions deletions,
      Audience audience,
      LongSupplier clock,
      Supplier<WorldView> world,
      Supplier<String> randomId,
      Marked marked) {
    this.marked = marked;
    this.store = store;
    this.slots = slots;
    this.deletions = deletions;
    this.audience = audience;
    this.clock = clock;
    this.world = world;
    this.randomId = randomId;
  }

  /**
   * Carries a plan out, under the slot's lock. The plan may be asked several times.
   *
   * @return 0, or when the plan wants to be asked again, ms of server time
   * @throws AccountDeleted when there will never be such an account again
   * @throws RedisUnavailable when the store does not answer, or conflicts do not end
   */
  long run(Slot slot, Function<Context, Step> plan) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Loaded loaded = cachedOrLoaded(slot);
      deletions.check(slot, loaded);
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
        if (!write.errands().isEmpty()) {
          marked.add(AccountStore.partitionOf(slot.account));
        }
        boolean opens = context.record() == null || write.closesEpoch();
        String run = opens || context.record() == null ? context.run() : context.record().run();
        AccountRecord next = new AccountRecord(write.after(), write.checkpoint(), run);
        slot.cached = new Loaded(next, null, context.run());
        change.reply().accept(next);
        Commit commit = write.made() instanceof Commit c ? c : null;
        audience.tell(slot, next, commit, change.cause(), change.by());
        return true;
      }
      case CONFLICT, DELETED -> slot.cached = null; // the next try sees which
      case NEW_RUN -> {
        log.warn("Redis began another life; epochs are closed as accounts commit");
        slots.dropCaches();
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
}
