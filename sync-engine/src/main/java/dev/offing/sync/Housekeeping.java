package dev.offing.sync;

import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a ledger from growing without end while it is played: now and then the book is folded, in
 * pieces so small that no gesture waits long. Nobody is told of it: no sum changes, and where the
 * disk refuses nothing is lost.
 */
final class Housekeeping {
  /** Rows of the book that stay as they were written: months of play, and some 20 MB. */
  static final int KEPT_ROWS = 50_000;

  /** After the opening, ms: by then the game stands. */
  static final long FIRST_MS = 30_000;

  private static final long NEXT_MS = 250;
  private static final long LATER_MS = 3_600_000;
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private Housekeeping() {}

  /**
   * One piece of it.
   *
   * @return when to come again, ms
   */
  static long keep(Ledger ledger) {
    try {
      return ledger.fold(KEPT_ROWS) ? NEXT_MS : LATER_MS;
    } catch (LedgerException e) {
      LOG.warn("The book is not folded now: {}", e.getMessage());
      return LATER_MS;
    }
  }
}
