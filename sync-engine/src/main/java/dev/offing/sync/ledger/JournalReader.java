package dev.offing.sync.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The book of a profile, to be read. Every method may come from any thread, waits for the disk, and
 * sees whole changes only.
 *
 * <p>All of them throw {@link LedgerException} where the disk refuses, and {@link
 * IllegalStateException} once the ledger is closed.
 */
public interface JournalReader {
  /** Rows that one piece of the book has at most. */
  int MAX_ROWS = 10_000;

  /**
   * Rows of the book, newest first: by {@link JournalRow#at}, then as they were written first.
   *
   * @param limit at most so many, from 1 to {@link #MAX_ROWS}
   */
  default List<JournalRow> journal(int limit) {
    return journal(JournalQuery.ALL, null, limit).rows();
  }

  /**
   * A piece of the book, newest first.
   *
   * @param after where the piece before it ended; null for the newest rows
   * @param limit at most so many, from 1 to {@link #MAX_ROWS}
   */
  JournalPage journal(JournalQuery query, JournalPage.@Nullable Cursor after, int limit);

  /** How many rows are wanted. */
  long count(JournalQuery query);

  /**
   * The whole book, oldest first, as it was at one moment. Rows are handed over one at a time, so
   * that a long book fits into little memory; others who read wait meanwhile, who writes does not.
   *
   * @param reader may throw: then nothing more is read
   */
  void each(Consumer<JournalRow> reader);

  /**
   * What got its result last, newest first.
   *
   * @param limit at most so many, from 1 to {@link #MAX_ROWS}
   */
  List<SettledRow> settled(int limit);

  /**
   * Copies the whole ledger as it is at one moment, without room that it does not need. The copy
   * holds no device key.
   *
   * @param file empty, or not there
   */
  void copyTo(Path file);

  /** Checks a limit. */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_ROWS) {
      throw new IllegalArgumentException("a limit is from 1 to 10,000");
    }
  }
}
