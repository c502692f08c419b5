package dev.offing.server.account;

import dev.offing.server.cluster.Bus;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Posting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accounts in memory, with the same contract as Redis: for tests and simulations. */
public final class MemoryAccountStore implements AccountStore {
  private static final class Kept {
    AccountRecord record;

    /** Oldest first. */
    final List<Booked> journal = new ArrayList<>();

    /** In place of older ones. */
    @Nullable Opening opening;

    final Map<IdKey, StoredOutcome> outcomes = new HashMap<>();

    /** What mutations moved, until the client has it. */
    final Map<IdKey, List<Posting>> bodies = new HashMap<>();

    /** By incarnation and the number that carried it. */
    final Map<String, TreeMap<Long, Set<IdKey>>> numbers = new HashMap<>();

    Kept(AccountRecord record) {
      this.record = record;
    }

    Kept copy() {
      Kept copy = new Kept(record);
      copy.journal.addAll(journal);
      copy.opening = opening;
      copy.outcomes.putAll(outcomes);
      copy.bodies.putAll(bodies);
      numbers.forEach((incarnation, ids) -> {
        TreeMap<Long, Set<IdKey>> own = new TreeMap<>();
        ids.forEach((number, keys) -> own.put(number, new LinkedHashSet<>(keys)));
        copy.numbers.put(incarnation, own);
      });
      return copy;
    }
  }

  private final @Nullable Bus bus;
  private final Map<String, Kept> accounts = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final Map<Integer, Set<Errand>> errands = new HashMap<>();
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

  /** Begins another life with the accounts that a copy held. */
  public synchronized void restart(String newRun, MemoryAccountStore copy) {
    run = newRun;
    accounts.clear();
    copy.accounts.forEach((account, kept) -> accounts.put(account, kept.copy()));
    deleted.clear();
    deleted.addAll(copy.deleted);
    errands.clear();
    copy.errands.forEach((partition, all) -> errands.put(partition, new LinkedHashSet<>(all)));
  }

  /** What a copy of the store's file would hold. */
  public synchronized MemoryAccountStore copy() {
    MemoryAccountStore copy = new MemoryAccountStore(run, null);
    accounts.forEach((account, kept) -> copy.accounts.put(account, kept.copy()));
    copy.deleted.addAll(deleted);
    errands.forEach((partition, all) -> copy.errands.put(partition, new LinkedHashSet<>(all)));
    return copy;
  }

  @Override
  public synchronized Loaded load(String account, boolean withNewest) {
    Kept kept = accounts.get(account);
    return kept == null
        ? new Loaded(null, null, run, deleted.contains(account))
        : new Loaded(
            kept.record,
            withNewest && kept.journal.getLast().made() instanceof Commit newest ? newest : null,
            run);
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
      if (deleted.contains(account)) {
        return Written.DELETED;
      }
      Kept old = accounts.get(account);
      EpochVersion expected = write.before() == null ? null : write.before().at();
      if (!write.run().equals(run)
          || (old != null && !write.closesEpoch() && !old.record.run().equals(run))) {
        return Written.NEW_RUN;
      }
      if (!Objects.equals(expected, old == null ? null : old.record.state().at())) {
        return Written.CONFLICT;
      }
      accounts.put(account, written(old, write));
      for (Errand errand : write.errands()) {
        int partition = AccountStore.partitionOf(account);
        errands.computeIfAbsent(partition, _ -> new LinkedHashSet<>()).add(errand);
      }
    }
    if (bus != null) {
      bus.publish(AccountStore.channel(write.after().account()), write.notice());
    }
    return Written.OK;
  }

  @Override
  public void delete(String account, long at) {
    synchronized (this) {
      accounts.remove(account);
      deleted.add(account);
    }
    if (bus != null) {
      bus.publish(AccountStore.channel(account), AccountStore.DELETED);
    }
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
    return kept
        .numbers
        .getOrDefault(incarnation, new TreeMap<>())
        .headMap(upToSeq, true)
        .values()
        .stream()
        .flatMap(Set::stream)
        .limit(most)
        .map(key -> old(key, Objects.requireNonNull(kept.outcomes.get(key))))
        .toList();
  }

  @Override
  public synchronized Iterator<Booked> journal(String account) {
    Kept kept = accounts.get(account);
    return kept == null
        ? Collections.emptyIterator()
        : List.copyOf(kept.journal).reversed().iterator();
  }

  @Override
  public synchronized Head head(String account) {
    Kept kept = accounts.get(account);
    return kept == null ? new Head(0, null) : new Head(kept.journal.size(), kept.opening);
  }

  @Override
  public synchronized List<Booked> oldest(String account, long from, int most) {
    Kept kept = accounts.get(account);
    return kept == null ? List.of() : kept.journal.stream().skip(from).limit(most).toList();
  }

  @Override
  public synchronized boolean fold(
      String account, String epoch, @Nullable Opening before, Opening after, long rows) {
    Kept kept = accounts.get(account);
    if (kept == null
        || !kept.record.state().at().epoch().equals(epoch)
        || !Objects.equals(kept.opening, before)) {
      return false;
    }
    kept.opening = after;
    kept.journal.subList(0, (int) rows).clear();
    return true;
  }

  @Override
  public synchronized Map<Integer, List<Errand>> errands(Set<Integer> partitions, int most) {
    Map<Integer, List<Errand>> found = new TreeMap<>();
    errands.forEach((partition, all) -> {
      if (partitions.contains(partition)) {
        found.put(
            partition,
            all.stream().sorted(Comparator.comparingLong(Errand::since)).limit(most).toList());
      }
    });
    return found;
  }

  @Override
  public synchronized void done(Errand errand) {
    errands.computeIfPresent(
        AccountStore.partitionOf(errand.account()),
        (_, all) -> {
          all.remove(errand);
          return all.isEmpty() ? null : all;
        });
  }

  @Override
  public synchronized void again(List<Errand> again) {
    for (Errand errand : again) {
      Set<Errand> all =
          errands.computeIfAbsent(
              AccountStore.partitionOf(errand.account()), _ -> new LinkedHashSet<>());
      if (all.stream().noneMatch(it -> standing(it, 0).equals(standing(errand, 0)))) {
        all.add(errand);
      }
    }
  }

  @Override
  public synchronized List<String> accounts() {
    return List.copyOf(accounts.keySet());
  }

  @Override
  public synchronized void later(Errand errand, long now) {
    Set<Errand> all = errands.get(AccountStore.partitionOf(errand.account()));
    if (all != null && all.remove(errand)) {
      all.add(standing(errand, now));
    }
  }

  private static Errand standing(Errand errand, long since) {
    return new Errand(errand.account(), errand.kind(), errand.id(), since);
  }

  private static OldId old(IdKey key, StoredOutcome outcome) {
    return new OldId(
        key.origin(),
        key.id(),
        outcome.incarnation(),
        outcome.seq(),
        outcome.originSeq(),
        outcome.storedAt());
  }

  private static Kept written(@Nullable Kept old, Write write) {
    String run = old == null || write.closesEpoch() ? write.run() : old.record.run();
    AccountRecord record = new AccountRecord(write.after(), write.checkpoint(), run);
    Kept kept = old == null ? new Kept(record) : old;
    kept.record = record;
    kept.journal.add(new Booked(write.made(), write.journal()));
    for (Verdict.Remembered row : write.remembered()) {
      IdKey key = IdKey.of(row.row().mutation());
      String carrier = row.incarnation();
      kept.outcomes.put(key, StoredOutcome.of(row, write.storedAt()));
      kept.bodies.put(key, row.result().postings());
      kept.numbers
          .computeIfAbsent(carrier, _ -> new TreeMap<>())
          .computeIfAbsent(row.row().seq(), _ -> new LinkedHashSet<>())
          .add(key);
    }
    if (!write.acked().isEmpty()) {
      kept.bodies.keySet().removeIf(key -> isAcked(kept.outcomes.get(key), write));
    }
    for (OldId dropped : write.dropped()) {
      IdKey key = new IdKey(dropped.origin(), dropped.id());
      kept.outcomes.remove(key);
      kept.bodies.remove(key);
      TreeMap<Long, Set<IdKey>> numbers = kept.numbers.get(dropped.incarnation());
      if (numbers != null) {
        numbers.computeIfPresent(
            dropped.seq(), (_, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
      }
    }
    return kept;
  }

  private static boolean isAcked(@Nullable StoredOutcome outcome, Write write) {
    return outcome != null
        && outcome.seq() <= write.acked().getOrDefault(outcome.incarnation(), 0L);
  }
}
