package dev.offing.sync.ledger;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ledger that gives its profile free when it is closed. */
record LockedLedger(SqliteLedger ledger, ProfileLock lock) implements Ledger {
  @Override
  public Contents load() {
    return ledger.load();
  }

  @Override
  public void write(Change change) {
    ledger.write(change);
  }

  @Override
  public JournalPage journal(JournalQuery query, JournalPage.@Nullable Cursor after, int limit) {
    return ledger.journal(query, after, limit);
  }

  @Override
  public long count(JournalQuery query) {
    return ledger.count(query);
  }

  @Override
  public void each(Consumer<JournalRow> reader) {
    ledger.each(reader);
  }

  @Override
  public List<SettledRow> settled(int limit) {
    return ledger.settled(limit);
  }

  @Override
  public List<Mutation> settledAt(Predicate<EpochVersion> gone) {
    return ledger.settledAt(gone);
  }

  @Override
  public List<JournalRow> rows(List<String> entryIds) {
    return ledger.rows(entryIds);
  }

  @Override
  public void copyTo(Path file) {
    ledger.copyTo(file);
  }

  @Override
  public boolean fold(int keep) {
    return ledger.fold(keep);
  }

  @Override
  public void close() {
    try (lock) {
      lock.closing();
      ledger.close();
    }
  }
}
