package dev.offing.server.account;

import dev.offing.server.cluster.Bus;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Posting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accounts in memory, with the same contract as Redis: for tests and simulations. */
public final class MemoryAccountStore implements AccountStore {
  private static final class Kept {
    final AccountRecord record;
    final Map<IdKey, StoredOutcome> outcomes;
    final Map<IdKey, List<Posting>> bodies;
    final List<Commit> journal;

    Kept(
        AccountRecord record,
        Map<IdKey, StoredOutcome> outcomes,
        Map<IdKey, List<Posting>> bodies,
        List<Commit> journal) {
      this.record = record;
      this.outcomes = outcomes;
      this.bodies = bodies;
      this.journal = journal;
    }
  }

  private final @Nullable Bus bus;
  private final Map<String, Kept> accounts = new HashMap<>();
  private String run;

  /**
   * An empty store.
   *
   * @param run names its first life
   * @param bus tells other nodes; null where there are none
   */
  public MemoryAccountStore(String run, @Nullable Bus bus) {
    this.run = run;
    this.bus = bus;
  }

  /** Begins another life with the same accounts, as after a restart. */
  public synchronized void restart(String newRun) {
    run = newRun;
  }

  @Override
  public synchronized Loaded load(String account, boolean withNewest) {
    Kept kept = accounts.get(account);
    return kept == null
        ? new Loaded(null, null, run)
        : new Loaded(kept.record, withNewest ? kept.journal.getLast() : null, run);
  }

  @Override
  public synchronized Map<IdKey, KnownIds.Known> outcomes(String account, Collection<IdKey> ids) {
    Kept kept = accounts.get(account);
    Map<IdKey, KnownIds.Known> found = new HashMap<>();
    for (IdKey key : ids) {
      StoredOutcome outcome = kept == null ? null : kept.outcomes.get(key);
      if (kept != null && outcome != null) {
        found.put(key, outcome.known(key.id(), kept.bodies.getOrDefault(key, List.of())));
      }
    }
    return found;
  }

  @Override
  public Written commit(Write write) {
    synchronized (this) {
      String account = write.after().account();
      Kept old = accounts.get(account);
      EpochVersion expected = write.before() == null ? null : write.before().at();
      if (!write.run().equals(run)
          || (old != null && !write.closesEpoch() && !old.record.run().equals(run))) {
        return Written.NEW_RUN;
      }
      if (!Objects.equals(expected, old == null ? null : old.record.state().at())) {
        return Written.CONFLICT;
      }
      accounts.put(account, next(old, write));
    }
    if (bus != null) {
      bus.publish(AccountStore.channel(write.after().account()), write.notice());
    }
    return Written.OK;
  }

  @Override
  public synchronized boolean unchanged(String account, @Nullable EpochVersion at, String inRun) {
    Kept kept = accounts.get(account);
    return inRun.equals(run) && Objects.equals(at, kept == null ? null : kept.record.state().at());
  }

  @Override
  public synchronized List<OldId> oldestIds(
      String account, String incarnation, long upToSeq, int most) {
    Kept kept = accounts.get(account);
    if (kept == null) {
      return List.of();
    }
    return kept.outcomes.entrySet().stream()
        .filter(e -> e.getValue().incarnation().equals(incarnation))
        .filter(e -> e.getValue().seq() <= upToSeq)
        .map(e ->
            new OldId(
                e.getKey().origin(),
                e.getKey().id(),
                incarnation,
                e.getValue().seq(),
                e.getValue().originSeq(),
                e.getValue().storedAt()))
        .sorted(Comparator.comparingLong(OldId::seq))
        .limit(most)
        .toList();
  }

  private Kept next(@Nullable Kept old, Write write) {
    Map<IdKey, StoredOutcome> outcomes = new HashMap<>(old == null ? Map.of() : old.outcomes);
    Map<IdKey, List<Posting>> bodies = new HashMap<>(old == null ? Map.of() : old.bodies);
    List<Commit> journal = new ArrayList<>(old == null ? List.of() : old.journal);
    String incarnation = write.commit().incarnation();
    for (Verdict.Remembered row : write.remembered()) {
      IdKey key = IdKey.of(row.row().mutation());
      outcomes.put(
          key, StoredOutcome.of(row, Objects.requireNonNull(incarnation), write.storedAt()));
      bodies.put(key, row.result().postings());
    }
    outcomes.forEach((key, outcome) -> {
      if (outcome.seq() <= write.acked().getOrDefault(outcome.incarnation(), 0L)) {
        bodies.remove(key);
      }
    });
    for (OldId dropped : write.dropped()) {
      IdKey key = new IdKey(dropped.origin(), dropped.id());
      outcomes.remove(key);
      bodies.remove(key);
    }
    journal.add(write.commit());
    String epochRun = old == null || write.closesEpoch() ? write.run() : old.record.run();
    return new Kept(
        new AccountRecord(write.after(), write.checkpoint(), epochRun), outcomes, bodies, journal);
  }
}
