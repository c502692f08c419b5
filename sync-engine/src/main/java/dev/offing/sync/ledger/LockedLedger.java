package dev.offing.sync.ledger;

import java.util.List;

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
  public List<JournalRow> journal(int limit) {
    return ledger.journal(limit);
  }

  @Override
  public void close() {
    try (lock) {
      lock.closing();
      ledger.close();
    }
  }
}
