package dev.offing.sync.ledger;

/** The ledger of tests and simulations keeps the promises of the real one. */
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
