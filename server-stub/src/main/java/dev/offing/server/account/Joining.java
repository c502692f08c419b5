package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Write;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets entries that the server makes join accounts (docs/design/sync.md 4.5), each in a commit of
 * its own, whether or not anybody plays there. One that the account knows by its cause does
 * nothing.
 */
final class Joining {
  /** Entries that wait for somebody who is away, at most: what a state has room for. */
  static final int MOST_WAITING = 256;

  private final Slots slots;
  private final Transactions transactions;
  private final Seal seal;

  Joining(Slots slots, Transactions transactions, Seal seal) {
    this.slots = slots;
    this.transactions = transactions;
    this.seal = seal;
  }

  /**
   * Lets an entry join an account.
   *
   * @param made the entry for the account as it stands; empty for not now
   * @return whether it has joined, or had before
   * @throws AccountDeleted when there will never be such an account again
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  boolean join(String account, String cause, Function<Context, Optional<Entry>> made) {
    return joinAll(account, cause, context -> made.apply(context).map(List::of).orElse(List.of()));
  }

  /**
   * The same for several, in one commit.
   *
   * @param made the entries for the account as it stands; none for not now
   * @return whether there were any, and all have joined, or had before
   */
  boolean joinAll(String account, String cause, Function<Context, List<Entry>> made) {
    Slot slot = slots.use(account);
    boolean[] joined = {false};
    try {
      slot.lock.lock();
      try {
        transactions.run(
            slot,
            context -> {
              joined[0] = false;
              AccountRecord record = context.record();
              List<Entry> entries = record == null ? List.of() : made.apply(context);
              if (record == null || entries.isEmpty()) {
                return new Step.Answer(() -> {});
              }
              List<Entry> fresh = new ArrayList<>();
              for (Entry entry : entries) {
                Entry ready = entry.actingAt(soonest(record.state(), context.now()));
                if (!Play.of(record.state()).knows(ready)) {
                  fresh.add(ready);
                }
              }
              if (fresh.isEmpty()) {
                return new Step.Answer(() -> joined[0] = true);
              }
              return record.state().timeline().size() + fresh.size() > MOST_WAITING
                  ? new Step.Answer(() -> {})
                  : joining(context, record.state(), fresh, cause, () -> joined[0] = true);
            });
      } finally {
        slot.lock.unlock();
      }
    } finally {
      slots.release(slot);
    }
    return joined[0];
  }

  /** The account that an entry is made for. */
  static State state(Context context) {
    AccountRecord record = context.record();
    if (record == null) {
      throw new IllegalStateException("nobody joins an account that is not there");
    }
    return record.state();
  }

  private static long soonest(State state, long now) {
    return Math.max(now, state.core().asOf() + 1);
  }

  private Step joining(
      Context context, State before, List<Entry> entries, String cause, Runnable afterwards) {
    Commit commit =
        new Commit(
            before.account(),
            before.at(),
            context.to(),
            null,
            null,
            null,
            List.of(),
            entries,
            null,
            List.of(),
            context.world().world().seq());
    State after = before.commit(commit, context.world().rules()).state();
    Write write =
        new Write(
            before,
            after,
            seal.of(after),
            context.run(),
            commit,
            List.of(),
            List.of(),
            context.now(),
            Map.of(),
            List.of(),
            Step.notice(after, cause));
    return new Step.Change(write, null, _ -> afterwards.run(), cause);
  }
}
