package dev.offing.sync.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds the oldest rows of the book into one a month, some at a time, within a transaction that its
 * caller ends. Rows that a fork may still take back, those whose payload is kept, stay as they are.
 */
final class BookFolder {
  /** Rows looked at in one transaction: some ten milliseconds, so that no gesture waits long. */
  private static final int AT_ONCE = 4_096;

  private static final String OLDEST =
      "SELECT "
          + BookReader.COLUMNS
          + """
          FROM journal j
          WHERE at < (SELECT at FROM journal ORDER BY at DESC, n DESC LIMIT 1 OFFSET ?)
            AND kind <> ? AND status IN ('confirmed', 'refused', 'forgotten')
            AND NOT EXISTS (SELECT 1 FROM settled s WHERE s.entry_id = j.entry_id)
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.entry_id = j.entry_id)
          ORDER BY at, n LIMIT ?
          """;
  private static final String OF_MONTH =
      "SELECT " + BookReader.COLUMNS + "FROM journal WHERE entry_id = ?";
  private static final String INSERT =
      """
      INSERT INTO journal (n, entry_id, at, kind, args, earned, moved, balance, status, postings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?)
      """;

  private final Connection connection;
  private final LedgerCodec codec;

  BookFolder(Connection connection, LedgerCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  /**
   * Folds what is oldest.
   *
   * @param keep so many of the newest rows stay
   * @return whether anything was folded, so that there may be more
   */
  boolean fold(int keep) throws SQLException {
    List<Numbered> rows = oldest(keep);
    if (rows.isEmpty()) {
      return false;
    }
    YearMonth month = MonthRow.monthOf(rows.getFirst().row());
    rows.removeIf(it -> !MonthRow.monthOf(it.row()).equals(month));
    Numbered last = rows.getLast();
    Numbered before = rowOf(month);
    if (before != null) {
      // It goes where the newest of all is, so that the balances below and above it fit.
      boolean newest = before.row().at() > last.row().at();
      rows.add(newest ? rows.size() : 0, before);
      last = rows.getLast();
    }
    delete(rows);
    insert(last.n(), MonthRow.of(rows.stream().map(Numbered::row).toList()));
    return true;
  }

  /** A row and its place. */
  private record Numbered(long n, JournalRow row) {}

  private List<Numbered> oldest(int keep) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OLDEST)) {
      select.setInt(1, keep - 1);
      select.setString(2, MonthRow.KIND);
      select.setInt(3, AT_ONCE);
      return read(select);
    }
  }

  private @Nullable Numbered rowOf(YearMonth month) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_MONTH)) {
      select.setString(1, MonthRow.entryId(month));
      List<Numbered> found = read(select);
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  private List<Numbered> read(PreparedStatement select) throws SQLException {
    List<Numbered> rows = new ArrayList<>();
    BookReader reader = new BookReader(connection, codec);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(new Numbered(row.getLong(BookReader.PLACE), reader.journalRow(row)));
      }
    }
    return rows;
  }

  private void delete(List<Numbered> rows) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM journal WHERE n = ?")) {
      for (Numbered it : rows) {
        delete.setLong(1, it.n());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private void insert(long n, JournalRow row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, n);
      insert.setString(2, row.entryId());
      insert.setLong(3, row.at());
      insert.setString(4, row.kind());
      insert.setString(5, row.args());
      insert.setString(6, row.earned().toString());
      insert.setString(7, row.moved().toString());
      insert.setString(8, row.balance().toString());
      insert.setString(9, codec.write(row.postings()));
      insert.executeUpdate();
    }
  }

  /** Gives pages that are free back to the file system, outside a transaction. */
  static void shrink(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      // Not execute(): that would take one step of it, which is one page.
      statement.executeUpdate("PRAGMA incremental_vacuum");
    } catch (SQLException _) {
      // what was folded is folded, and free pages are used again
    }
  }
}
