package dev.offing.sync.session;

import dev.offing.sync.account.World;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Head;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    return new Contents(
        identity, serverId, confirmed, outbox, acked, booked, world, catalogs, clock);
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
  }

  private static boolean isFinal(JournalRow row) {
    return switch (row.status()) {
      case CONFIRMED, REFUSED, FORGOTTEN -> true;
      case PREDICTED, PREDICTED_REFUSED -> false;
    };
  }

  @Override
  public List<JournalRow> journal(int limit) {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException("a limit is from 1 to 10,000");
    }
    return new ArrayList<>(journal.values())
        .reversed().stream()
            .sorted(Comparator.comparingLong(JournalRow::at).reversed())
            .limit(limit)
            .toList();
  }

  @Override
  public void close() {}
}
