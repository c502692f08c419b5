package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerReader.text;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Result;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Reads the book. The order (at, n) is that of an index, so a piece costs its own rows and, under a
 * search, those that are passed over; the rare kinds and the refused have small indexes of their
 * own, which the gestures that write most of the book do not touch.
 */
final class BookReader {
  /** Of a row, as {@link #journalRow} reads them; the last is its place. */
  static final String COLUMNS =
      """
      entry_id, mutation_id, at, kind, args, earned, moved, balance, status, code, text, postings, n
      """;

  /** The column of a row's place. */
  static final int PLACE = 13;

  private final Connection connection;
  private final LedgerCodec codec;

  BookReader(Connection connection, LedgerCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  JournalPage page(JournalQuery query, JournalPage.@Nullable Cursor after, int limit)
      throws SQLException {
    Where where = new Where(query);
    if (after != null) {
      where.after(after);
    }
    String sql = "SELECT " + COLUMNS + "FROM journal" + where + " ORDER BY at DESC, n DESC LIMIT ?";
    where.values.add((long) limit + 1);
    List<JournalRow> rows = new ArrayList<>();
    JournalPage.Cursor last = null;
    try (PreparedStatement statement = where.prepare(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (rows.size() == limit) {
          return new JournalPage(rows, last);
        }
        rows.add(journalRow(row));
        last = new JournalPage.Cursor(row.getLong(3), row.getLong(PLACE));
      }
    }
    return new JournalPage(rows, null);
  }

  long count(JournalQuery query) throws SQLException {
    Where where = new Where(query);
    try (PreparedStatement statement = where.prepare("SELECT count(*) FROM journal" + where);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** One statement, so one moment of the database; the driver steps through it row by row. */
  void each(Consumer<JournalRow> reader) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT " + COLUMNS + "FROM journal ORDER BY at, n");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        reader.accept(journalRow(row));
      }
    }
  }

  /** Not through a page cache: SQLite writes the copy itself, from one moment of the database. */
  void copyTo(Path file) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, file.toString());
      statement.execute();
    }
  }

  List<SettledRow> settled(int limit) throws SQLException {
    List<SettledRow> settled = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT payload, result, settled_at FROM settled
            ORDER BY settled_at DESC, rowid DESC LIMIT ?
            """)) {
      statement.setInt(1, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          settled.add(
              new SettledRow(
                  read(row, 1, Mutation.class), read(row, 2, Result.class), row.getLong(3)));
        }
      }
    }
    return settled;
  }

  /** Mutations whose result came at such a point, in the order of their results. */
  List<Mutation> settledAt(Predicate<EpochVersion> wanted) throws SQLException {
    List<Mutation> found = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT epoch, version, payload FROM settled ORDER BY rowid");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (wanted.test(new EpochVersion(text(row, 1), row.getLong(2)))) {
          found.add(read(row, 3, Mutation.class));
        }
      }
    }
    return found;
  }

  /** The rows of these entries, as far as they are there. */
  List<JournalRow> rows(List<String> entryIds) throws SQLException {
    List<JournalRow> rows = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + COLUMNS + "FROM journal WHERE entry_id = ?")) {
      for (String id : entryIds) {
        statement.setString(1, id);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            rows.add(journalRow(row));
          }
        }
      }
    }
    return rows;
  }

  /** SQLite checks its pages; a flipped bit within a text is a text as well. */
  private static SQLException damaged(RuntimeException e) {
    return new SQLException(
        "what it holds cannot be read: " + e.getMessage(),
        null,
        SQLiteErrorCode.SQLITE_CORRUPT.code,
        e);
  }

  private <T> T read(ResultSet row, int column, Class<T> type) throws SQLException {
    try {
      return codec.read(text(row, column), type);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  JournalRow journalRow(ResultSet row) throws SQLException {
    try {
      return parsed(row);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private JournalRow parsed(ResultSet row) throws SQLException {
    return new JournalRow(
        text(row, 1),
        row.getString(2),
        row.getLong(3),
        text(row, 4),
        text(row, 5),
        Money.parse(text(row, 6)),
        Money.parse(text(row, 7)),
        Money.parse(text(row, 8)),
        LedgerReader.status(text(row, 9)),
        row.getString(10),
        row.getString(11),
        List.of(codec.read(text(row, 12), Posting[].class)));
  }

  /** The conditions of a query with their values; values are bound, never spelt into the text. */
  private final class Where {
    final List<String> conditions = new ArrayList<>();
    final List<Object> values = new ArrayList<>();

    Where(JournalQuery query) {
      if (!query.kinds().isEmpty()) {
        conditions.add("kind IN (" + marks(query.kinds().size()) + ")");
        values.addAll(query.kinds());
      }
      if (!query.kinds().isEmpty() && !query.kinds().contains("buy")) {
        conditions.add("kind <> 'buy'"); // says to SQLite that journal_by_kind holds them all
      }
      if (query.refused()) {
        conditions.add("status IN ('refused', 'predicted_refused')"); // likewise, journal_refused
      }
      if (query.from() != Long.MIN_VALUE) {
        conditions.add("at >= ?");
        values.add(query.from());
      }
      if (query.until() != Long.MAX_VALUE) {
        conditions.add("at < ?");
        values.add(query.until());
      }
      query
          .words()
          .forEach(spellings -> {
            String one = "instr(lower(kind || ' ' || args || ' ' || coalesce(text, '')), ?) > 0";
            conditions.add(
                spellings.stream().map(_ -> one).collect(Collectors.joining(" OR ", "(", ")")));
            values.addAll(spellings);
          });
    }

    void after(JournalPage.Cursor cursor) {
      conditions.add("at <= ? AND (at < ? OR n < ?)");
      values.addAll(List.of(cursor.at(), cursor.at(), cursor.n()));
    }

    PreparedStatement prepare(String sql) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      return statement;
    }

    private static String marks(int count) {
      return "?, ".repeat(count - 1) + "?";
    }

    @Override
    public String toString() {
      return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
  }
}
