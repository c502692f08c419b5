package dev.offing.sync.session;

import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerContract;

/** The ledger that session tests use keeps the promises of the real one. */
final class MemoryLedgerTest extends LedgerContract {
  @Override
  protected Ledger fresh() {
    return new MemoryLedger(identity());
  }

  @Override
  protected Ledger reopened(Ledger ledger) {
    return ((MemoryLedger) ledger).copy();
  }
}
