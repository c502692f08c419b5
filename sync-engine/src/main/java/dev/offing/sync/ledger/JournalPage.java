package dev.offing.sync.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the book, newest first.
 *
 * @param rows of this piece
 * @param next where the next piece begins; null where there is none
 */
public record JournalPage(List<JournalRow> rows, @Nullable Cursor next) {
  /** Copies the list. */
  public JournalPage {
    rows = List.copyOf(rows);
  }

  /**
   * A place in the book. Rows that come or go elsewhere do not move it.
   *
   * @param at of the last row before it, ms of server time
   * @param n the number under which that row was written first
   */
  public record Cursor(long at, long n) {}
}
