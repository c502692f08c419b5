package dev.offing.client.ledger;

import dev.offing.sync.SyncEngine;
import dev.offing.sync.ledger.JournalPage;
import dev.offing.sync.ledger.JournalQuery;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.JournalRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the screen was told of the book and the outbox at one moment.
 *
 * @param rows the newest of those that are wanted
 * @param next where the rows after them begin; null where there are none
 * @param count how many are wanted in all
 * @param refused how many of the whole book were refused
 */
record Reading(
    List<LedgerRow> rows,
    JournalPage.@Nullable Cursor next,
    long count,
    long refused,
    List<OutboxRow> outbox,
    List<SettledLine> settled) {

  /** Mutations on their way that are shown; the rest is told as a number. */
  static final int OUTBOX = 12;

  static final int SETTLED = 8;

  /** Reads the newest {@code limit} rows, and everything beside the table. */
  static Reading of(SyncEngine engine, JournalQuery query, int limit, Scribe scribe) {
    JournalReader book = engine.book();
    JournalPage page = book.journal(query, null, limit);
    return new Reading(
        rows(page, scribe),
        page.next(),
        book.count(query),
        book.count(JournalQuery.ALL.onlyRefused()),
        engine.outbox(OUTBOX).stream().map(scribe::row).toList(),
        book.settled(SETTLED).stream().map(scribe::line).toList());
  }

  /**
   * A further piece of the table.
   *
   * @param next where the rows after it begin; null where there are none
   */
  record More(List<LedgerRow> rows, JournalPage.@Nullable Cursor next) {
    static More of(
        SyncEngine engine, JournalQuery query, JournalPage.Cursor after, int limit, Scribe scribe) {
      JournalPage page = engine.book().journal(query, after, limit);
      return new More(Reading.rows(page, scribe), page.next());
    }
  }

  /** The foot of a day. */
  static DayLine day(SyncEngine engine, LocalDate day, Scribe scribe) {
    JournalQuery all =
        JournalQuery.ALL.between(
            Scribe.startOf(day, scribe.zone()), Scribe.startOf(day.plusDays(1), scribe.zone()));
    List<JournalRow> last = engine.book().journal(all, null, 1).rows();
    return scribe.day(
        day, engine.book().count(all), last.isEmpty() ? null : last.getFirst().balance());
  }

  private static List<LedgerRow> rows(JournalPage page, Scribe scribe) {
    return page.rows().stream().map(scribe::row).toList();
  }
}
