package dev.offing.sync.ledger;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.World;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger without a disk, with the same contract as the real one: for tests and simulations. It
 * can be copied like a file, made to refuse, and, where its disk {@linkplain #lies lies}, lose
 * whole transactions at a power cut although they were told as written.
 */
public final class MemoryLedger implements Ledger {
  /** Transactions that a lying disk may still lose. */
  private static final int UNSYNCED = 8;

  private Identity identity;
  private @Nullable String serverId;
  private @Nullable Confirmed confirmed;
  private List<Chained> outbox = new ArrayList<>();
  private Head acked;
  private @Nullable World world;
  private final TreeMap<String, String> catalogs = new TreeMap<>();
  private @Nullable ClockAnchor clock;
  private @Nullable Seen seen;
  private final Map<String, JournalRow> journal = new LinkedHashMap<>();
  private final List<Change.Settled> settled = new ArrayList<>();
  private final ArrayDeque<MemoryLedger> unsynced = new ArrayDeque<>();
  private Marks marks;
  private boolean full;
  private boolean lies;

  /** An empty ledger of somebody. */
  public MemoryLedger(Identity identity) {
    this.identity = identity;
    this.acked = Head.genesis(identity.account(), identity.incarnation());
    this.marks = Marks.of(load());
  }

  private MemoryLedger(MemoryLedger other) {
    this.identity = other.identity;
    this.acked = other.acked;
    this.serverId = other.serverId;
    this.confirmed = other.confirmed;
    this.outbox = new ArrayList<>(other.outbox);
    this.world = other.world;
    this.catalogs.putAll(other.catalogs);
    this.clock = other.clock;
    this.seen = other.seen;
    this.journal.putAll(other.journal);
    this.settled.addAll(other.settled);
    this.marks = other.marks;
  }

  /** What a copied file holds. */
  public MemoryLedger copy() {
    return new MemoryLedger(this);
  }

  /** Whether the disk refuses every write from now on. */
  public void full(boolean now) {
    full = now;
  }

  /** Whether the disk refuses every write. */
  public boolean full() {
    return full;
  }

  /** Whether the disk tells what it only holds in its cache as written, from now on. */
  public void lies(boolean now) {
    lies = now;
    unsynced.clear();
  }

  /**
   * The power fails.
   *
   * @param most transactions that are lost, where the disk lied about so many
   * @return what is on the disk now
   */
  public MemoryLedger afterPowerCut(int most) {
    MemoryLedger left = this;
    for (int i = 0; i < most && !unsynced.isEmpty(); i++) {
      left = unsynced.removeLast();
    }
    MemoryLedger there = left.copy();
    there.lies = lies;
    return there;
  }

  /** The file is of a life that begins now, as when a backup was restored: its outbox goes over. */
  public void beginNewLife(String incarnation) {
    NewLife.begin(this, incarnation);
  }

  /** Mutations without a result, oldest first. */
  public List<Chained> outbox() {
    return Collections.unmodifiableList(outbox);
  }

  /** The newest link whose result is here. */
  public Head acked() {
    return acked;
  }

  /** The rows of the book by entry id. */
  public Map<String, JournalRow> journal() {
    return Collections.unmodifiableMap(journal);
  }

  /** The results that came, oldest first. */
  public List<Change.Settled> settled() {
    return Collections.unmodifiableList(settled);
  }

  @Override
  public Contents load() {
    Set<String> pending = new HashSet<>();
    outbox.forEach(r -> pending.add(r.mutation().id()));
    Set<String> booked = new HashSet<>();
    rowsOf(pending).stream()
        .filter(row -> row.status() == JournalRow.Status.CONFIRMED)
        .forEach(row -> booked.add(row.mutationId()));
    Set<String> untold = new HashSet<>();
    if (seen != null && seen.untold() != null) {
      seen.untold().moves().forEach(it -> untold.add(it.id()));
    }
    List<JournalRow> fates = rowsOf(untold);
    return new Contents(
        identity, serverId, confirmed, outbox, acked, booked, world, catalogs, clock, seen, fates);
  }

  /** Who it is, as {@link #load} has it. */
  public Identity identity() {
    return identity;
  }

  private List<JournalRow> rowsOf(Set<String> mutations) {
    return mutations.isEmpty()
        ? List.of()
        : journal.values().stream().filter(it -> mutations.contains(it.mutationId())).toList();
  }

  @Override
  public void write(Change change) {
    if (full) {
      throw new LedgerException(LedgerException.Reason.FULL, "The disk is full.");
    }
    Marks next = marks.after(change);
    if (lies) {
      unsynced.add(copy());
      if (unsynced.size() > UNSYNCED) {
        unsynced.removeFirst();
      }
    }
    marks = next;
    if (change.serverId() != null) {
      serverId = change.serverId();
    }
    Change.Fork fork = change.fork();
    if (fork != null) {
      identity =
          (fork.account() == null ? identity : identity.of(fork.account()))
              .inIncarnation(fork.incarnation());
      outbox = new ArrayList<>(fork.outbox());
      acked = Head.genesis(identity.account(), fork.incarnation());
      settled.removeIf(it -> isPending(it.row().mutation().id())); // it has no result again
    }
    outbox.addAll(change.gestures());
    for (Change.Settled s : change.settled()) {
      if (outbox.isEmpty() || !outbox.removeFirst().equals(s.row())) {
        throw new IllegalArgumentException("settled what is not in the outbox: " + s);
      }
      settled.add(s);
      acked = new Head(s.row().seq(), s.row().hash());
    }
    for (JournalRow row : change.rows()) {
      JournalRow old = journal.put(row.entryId(), row);
      boolean takenBack = fork != null && isPending(row.mutationId());
      if (old != null && isFinal(old) && !takenBack && !old.equals(row)) {
        throw new IllegalStateException("a final row changed: " + old + " to " + row);
      }
    }
    if (change.confirmed() != null) {
      confirmed = change.confirmed();
    }
    if (change.world() != null) {
      world = change.world();
    }
    catalogs.putAll(change.catalogs());
    if (change.clock() != null) {
      clock = change.clock();
    }
    if (change.seen() != null) {
      seen = change.seen();
    }
  }

  private boolean isPending(@Nullable String mutationId) {
    return outbox.stream().anyMatch(it -> it.mutation().id().equals(mutationId));
  }

  private static boolean isFinal(JournalRow row) {
    return switch (row.status()) {
      case CONFIRMED, REFUSED, FORGOTTEN -> true;
      case PREDICTED, PREDICTED_REFUSED -> false;
    };
  }

  @Override
  public JournalPage journal(JournalQuery query, JournalPage.@Nullable Cursor after, int limit) {
    JournalReader.checkLimit(limit);
    List<JournalPage.Cursor> places = new ArrayList<>();
    List<JournalRow> rows = new ArrayList<>();
    for (Map.Entry<JournalPage.Cursor, JournalRow> it : newestFirst().entrySet()) {
      boolean wanted = after == null || ORDER.compare(it.getKey(), after) < 0;
      if (wanted && query.matches(it.getValue())) {
        places.add(it.getKey());
        rows.add(it.getValue());
      }
    }
    boolean more = rows.size() > limit;
    return new JournalPage(
        rows.subList(0, more ? limit : rows.size()), more ? places.get(limit - 1) : null);
  }

  private static final Comparator<JournalPage.Cursor> ORDER =
      Comparator.comparingLong(JournalPage.Cursor::at).thenComparingLong(JournalPage.Cursor::n);

  private NavigableMap<JournalPage.Cursor, JournalRow> newestFirst() {
    NavigableMap<JournalPage.Cursor, JournalRow> rows = new TreeMap<>(ORDER.reversed());
    long n = 0;
    for (JournalRow row : journal.values()) {
      rows.put(new JournalPage.Cursor(row.at(), n++), row);
    }
    return rows;
  }

  @Override
  public long count(JournalQuery query) {
    return journal.values().stream().filter(query::matches).count();
  }

  @Override
  public void each(Consumer<JournalRow> reader) {
    newestFirst().descendingMap().values().forEach(reader);
  }

  @Override
  public List<SettledRow> settled(int limit) {
    JournalReader.checkLimit(limit);
    return settled.reversed().stream()
        .sorted(Comparator.comparingLong(Change.Settled::nowMs).reversed())
        .limit(limit)
        .map(it -> new SettledRow(it.row().mutation(), it.result(), it.nowMs()))
        .toList();
  }

  @Override
  public List<Mutation> settledAt(Predicate<EpochVersion> gone) {
    return settled.stream()
        .filter(it -> gone.test(it.at()))
        .map(it -> it.row().mutation())
        .toList();
  }

  @Override
  public List<JournalRow> rows(List<String> entryIds) {
    return entryIds.stream().map(journal::get).filter(Objects::nonNull).toList();
  }

  @Override
  public void copyTo(Path file) {
    throw new LedgerException(LedgerException.Reason.FAILED, "There is no file to copy.");
  }

  @Override
  public boolean fold(int keep) {
    if (full) {
      throw new LedgerException(LedgerException.Reason.FULL, "The disk is full.");
    }
    Set<String> kept = new HashSet<>();
    settled.forEach(it -> kept.add(ChangeWriter.entryId(it.row().mutation())));
    outbox.forEach(it -> kept.add(ChangeWriter.entryId(it.mutation())));
    List<JournalRow> all = List.copyOf(newestFirst().values());
    if (all.size() <= keep) {
      return false;
    }
    long from = all.get(keep - 1).at();
    List<JournalRow> rows =
        all.stream()
            .filter(it -> it.at() < from)
            .filter(it -> isFinal(it) && !kept.contains(it.entryId()))
            .filter(it -> !it.kind().equals(MonthRow.KIND))
            .toList()
            .reversed();
    if (rows.isEmpty()) {
      return false;
    }
    YearMonth month = MonthRow.monthOf(rows.getFirst());
    List<JournalRow> folded =
        new ArrayList<>(rows.stream().filter(it -> MonthRow.monthOf(it).equals(month)).toList());
    JournalRow before = journal.get(MonthRow.entryId(month));
    if (before != null) {
      folded.add(before.at() > folded.getLast().at() ? folded.size() : 0, before);
    }
    folded.forEach(it -> journal.remove(it.entryId()));
    JournalRow row = MonthRow.of(folded);
    journal.put(row.entryId(), row);
    return true;
  }

  @Override
  public void close() {}
}
