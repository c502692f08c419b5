package dev.offing.simulator.bench;

import dev.offing.simulator.bench.LedgerRows.Gestures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The floor under the ledger: bare sqlite-jdbc, prepared statements and nothing else, writing the
 * very rows that a ledger wrote into a copy of that ledger, with its settings: WAL and
 * synchronous=FULL, its cache, its foreign keys. {@link #requireSame} proves afterwards that
 * nothing was left out.
 */
final class RawBook implements AutoCloseable {

  /** The columns of a predicted row that a rebase changes. */
  static final List<String> REWRITTEN =
      List.of("at", "earned", "moved", "balance", "status", "code", "text", "postings");

  private final Connection connection;
  private final List<String> tables = new ArrayList<>();
  private final PreparedStatement journal;
  private final PreparedStatement outbox;
  private final PreparedStatement purse;
  private final PreparedStatement rewrite;

  /**
   * Copies a ledger as it is now.
   *
   * @param file the copy; not there yet
   * @param ledger its file; may be open
   */
  RawBook(Path file, Path ledger) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA fullfsync = 1");
    execute("PRAGMA checkpoint_fullfsync = 1");
    execute("PRAGMA cache_size = -16384");
    copy(ledger);
    execute("PRAGMA foreign_keys = 1");
    connection.setAutoCommit(false);
    journal = connection.prepareStatement(insert("journal"));
    outbox = connection.prepareStatement(insert("outbox"));
    purse = connection.prepareStatement(insert("purse"));
    rewrite =
        connection.prepareStatement(
            "UPDATE journal SET %s WHERE entry_id = ?"
                .formatted(String.join(", ", REWRITTEN.stream().map(c -> c + " = ?").toList())));
  }

  /**
   * Writes gestures, each in its own transaction.
   *
   * @return nanoseconds
   */
  long writeOneByOne(Gestures gestures) throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < gestures.journal().size(); i++) {
      write(journal, gestures.journal().get(i));
      write(outbox, gestures.outbox().get(i));
      write(purse, gestures.purse().get(i));
      connection.commit();
    }
    return System.nanoTime() - start;
  }

  /**
   * Writes gestures, so many in one transaction.
   *
   * @return nanoseconds
   */
  long writeBatches(Gestures gestures, int size) throws SQLException {
    long start = System.nanoTime();
    for (int from = 0; from < gestures.journal().size(); from += size) {
      int to = Math.min(from + size, gestures.journal().size());
      writeAll(journal, gestures.journal().subList(from, to));
      writeAll(outbox, gestures.outbox().subList(from, to));
      write(purse, gestures.purse().get(to - 1));
      connection.commit();
    }
    return System.nanoTime() - start;
  }

  /**
   * Writes predicted rows again, where they are, in one transaction.
   *
   * @return nanoseconds
   */
  long rewrite(List<Object[]> predicted) throws SQLException {
    long start = System.nanoTime();
    writeAll(rewrite, predicted);
    connection.commit();
    return System.nanoTime() - start;
  }

  /** Fails unless a ledger holds the same rows, in all its tables but {@code except}. */
  void requireSame(Path ledger, List<String> except) throws SQLException {
    connection.setAutoCommit(true);
    attach(ledger);
    for (String table : tables) {
      if (except.contains(table)) {
        continue;
      }
      String here = "SELECT * FROM main." + table;
      String there = "SELECT * FROM ledger." + table;
      long more = count(here + " EXCEPT " + there);
      long less = count(there + " EXCEPT " + here);
      if (more + less > 0) {
        throw new IllegalStateException(
            "The floor did other work than the ledger: in %s, %d rows are only here and %d only there."
                .formatted(table, more, less));
      }
    }
    execute("DETACH ledger");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void copy(Path ledger) throws SQLException {
    attach(ledger);
    List<String> schema = texts("SELECT sql FROM ledger.sqlite_schema WHERE sql IS NOT NULL");
    for (String sql : schema) {
      execute(sql);
    }
    tables.addAll(texts("SELECT name FROM ledger.sqlite_schema WHERE type = 'table'"));
    for (String table : tables) {
      execute("INSERT INTO main.%1$s SELECT * FROM ledger.%1$s".formatted(table));
    }
    execute("DETACH ledger");
  }

  private void attach(Path ledger) throws SQLException {
    try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS ledger")) {
      attach.setString(1, ledger.toString());
      attach.execute();
    }
  }

  private String insert(String table) throws SQLException {
    List<String> columns = texts("SELECT name FROM pragma_table_info('" + table + "')");
    return "INSERT %s INTO %s (%s) VALUES (%s)"
        .formatted(
            table.equals("purse") ? "OR REPLACE" : "",
            table,
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(columns.size(), "?")));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private long count(String select) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + select + ")")) {
      return rows.getLong(1);
    }
  }

  private static void write(PreparedStatement statement, Object[] row) throws SQLException {
    bind(statement, row);
    statement.executeUpdate();
  }

  private static void writeAll(PreparedStatement statement, List<Object[]> rows)
      throws SQLException {
    for (Object[] row : rows) {
      bind(statement, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private static void bind(PreparedStatement statement, Object[] row) throws SQLException {
    for (int i = 0; i < row.length; i++) {
      statement.setObject(i + 1, row[i]);
    }
  }
}
