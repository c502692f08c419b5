package dev.offing.simulator.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into an open ledger's file, beside it, for what has been written since the last look. Cells
 * are what the driver gives: numbers, texts and nulls.
 */
final class LedgerRows implements AutoCloseable {

  /**
   * What gestures left, oldest first, one of each per gesture.
   *
   * @param purse as it stood after each gesture; the file only has the last one
   */
  record Gestures(List<Object[]> journal, List<Object[]> outbox, List<Object[]> purse) {}

  private final Connection connection;
  private long seenJournal;
  private long seenOutbox;

  LedgerRows(Path ledger) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
    gestures();
  }

  /** The gestures since the last call. */
  Gestures gestures() throws SQLException {
    List<Object[]> purse = new ArrayList<>();
    List<Object[]> journal = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM journal WHERE n > ? ORDER BY n")) {
      select.setLong(1, seenJournal);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          journal.add(cells(rows));
          purse.add(new Object[] {1, rows.getString("balance"), rows.getLong("at")});
          seenJournal = rows.getLong("n");
        }
      }
    }
    List<Object[]> outbox = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM outbox WHERE seq > ? ORDER BY seq")) {
      select.setLong(1, seenOutbox);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          outbox.add(cells(rows));
          seenOutbox = rows.getLong("seq");
        }
      }
    }
    return new Gestures(journal, outbox, purse);
  }

  /**
   * What a rebase may have changed of the predicted rows, {@link RawBook#REWRITTEN}, and the id.
   */
  List<Object[]> predicted() throws SQLException {
    List<Object[]> cells = new ArrayList<>();
    String sql =
        "SELECT %s, entry_id FROM journal WHERE status LIKE 'predicted%%' ORDER BY n"
            .formatted(String.join(", ", RawBook.REWRITTEN));
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        cells.add(cells(rows));
      }
    }
    return cells;
  }

  private static Object[] cells(ResultSet rows) throws SQLException {
    Object[] cells = new Object[rows.getMetaData().getColumnCount()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = rows.getObject(i + 1);
    }
    return cells;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
