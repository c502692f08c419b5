package dev.offing.sync.session;

import dev.offing.sync.account.World;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Head;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.JournalPage;
import dev.offing.sync.ledger.JournalQuery;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.Seen;
import dev.offing.sync.ledger.SettledRow;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger without a disk, which can be copied like a file and made to refuse. */
final class MemoryLedger implements Ledger {
  Identity identity;
  @Nullable String serverId;
  @Nullable Confirmed confirmed;
  List<Chained> outbox = new ArrayList<>();
  Head acked;
  @Nullable World world;
  TreeMap<String, String> catalogs = new TreeMap<>();
  @Nullable ClockAnchor clock;
  @Nullable Seen seen;
  Change.@Nullable Predicted predicted;
  Map<String, JournalRow> journal = new LinkedHashMap<>();
  List<Change.Settled> settled = new ArrayList<>();
  boolean full;
  int writes;

  MemoryLedger(Identity identity) {
    this.identity = identity;
    this.acked = Head.genesis(identity.account(), identity.incarnation());
  }

  /** What a copied file holds. */
  MemoryLedger copy() {
    MemoryLedger copy = new MemoryLedger(identity);
    copy.serverId = serverId;
    copy.confirmed = confirmed;
    copy.outbox = new ArrayList<>(outbox);
    copy.acked = acked;
    copy.world = world;
    copy.catalogs = new TreeMap<>(catalogs);
    copy.clock = clock;
    copy.seen = seen;
    copy.predicted = predicted;
    copy.journal = new LinkedHashMap<>(journal);
    copy.settled = new ArrayList<>(settled);
    return copy;
  }

  @Override
  public Contents load() {
    Set<String> booked = new HashSet<>();
    Set<String> pending = new HashSet<>();
    outbox.forEach(r -> pending.add(r.mutation().id()));
    journal
        .values()
        .forEach(r -> {
          String id = r.mutationId();
          if (id != null && pending.contains(id) && r.status() == JournalRow.Status.CONFIRMED) {
            booked.add(id);
          }
        });
    Set<String> untold = new HashSet<>();
    if (seen != null && seen.untold() != null) {
      seen.untold().moves().forEach(it -> untold.add(it.id()));
    }
    List<JournalRow> fates =
        journal.values().stream().filter(it -> untold.contains(it.mutationId())).toList();
    return new Contents(
        identity, serverId, confirmed, outbox, acked, booked, world, catalogs, clock, seen, fates);
  }

  @Override
  public void write(Change change) {
    if (full) {
      throw new LedgerException(LedgerException.Reason.FULL, "The disk is full.");
    }
    writes++;
    if (change.serverId() != null) {
      serverId = change.serverId();
    }
    Change.Fork fork = change.fork();
    if (fork != null) {
      identity = identity.inIncarnation(fork.incarnation());
      outbox = new ArrayList<>(fork.outbox());
      acked = Head.genesis(identity.account(), fork.incarnation());
    }
    outbox.addAll(change.gestures());
    for (Change.Settled s : change.settled()) {
      if (!outbox.remove(s.row())) {
        throw new AssertionError("settled what is not in the outbox: " + s);
      }
      settled.add(s);
      acked = new Head(s.row().seq(), s.row().hash());
    }
    for (JournalRow row : change.rows()) {
      JournalRow old = journal.put(row.entryId(), row);
      if (old != null && isFinal(old) && !old.equals(row)) {
        throw new AssertionError("a final row changed: " + old + " to " + row);
      }
    }
    if (change.confirmed() != null) {
      confirmed = change.confirmed();
    }
    if (change.predicted() != null) {
      predicted = change.predicted();
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
  public void close() {}
}
