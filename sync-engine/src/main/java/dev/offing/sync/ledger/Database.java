package dev.offing.sync.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Connections to SQLite, set up the way a ledger needs them. */
final class Database {
  /**
   * How long a statement waits for somebody who looks into the file with another tool. The lock of
   * the profile keeps other games out, so nobody writes for long.
   */
  private static final int BUSY_TIMEOUT_MS = 2_000;

  /** Enough for a rebase of 10,000 rows without spilling half-written pages. */
  private static final int CACHE_KB = 16 * 1024;

  /** What {@code auto_vacuum} is in a file that gives free pages back when it is asked to. */
  private static final int INCREMENTAL = 2;

  private Database() {}

  /**
   * The writer's connection. Nothing in the file has been touched yet: {@link #prepare} does that.
   */
  static Connection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // Nobody asks for them, and the driver would run a query of its own after every INSERT.
    config.setGetGeneratedKeys(false);
    return config.createConnection(url(file));
  }

  /**
   * A commit is on the platter when it returns: WAL with synchronous=FULL, and on macOS, where
   * fsync alone does not reach the platter, fullfsync (docs/design/sync.md 5.1).
   */
  static void prepare(Connection connection) throws SQLException {
    execute(connection, "PRAGMA journal_mode = WAL");
    execute(connection, "PRAGMA synchronous = FULL");
    execute(connection, "PRAGMA fullfsync = 1");
    execute(connection, "PRAGMA checkpoint_fullfsync = 1");
    execute(connection, "PRAGMA foreign_keys = 1");
    execute(connection, "PRAGMA cache_size = -" + CACHE_KB);
  }

  /**
   * Lets the file become smaller when rows go. A new one is told so at once; one of an older
   * program is written anew once, and stays as it is where the disk has no room for that.
   */
  static void shrinkable(Connection connection) throws SQLException {
    if (number(connection, "PRAGMA auto_vacuum") == INCREMENTAL) {
      return;
    }
    execute(connection, "PRAGMA auto_vacuum = " + INCREMENTAL);
    if (!Schema.isEmpty(connection)) {
      try {
        execute(connection, "VACUUM");
      } catch (SQLException _) {
        // everything is as it was; pages that become free are used again
      }
    }
  }

  /** A connection that cannot change anything. */
  static Connection openToRead(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    return config.createConnection(url(file));
  }

  /** A URI: a question mark in a path would else begin the driver's options. */
  static String url(Path file) {
    return "jdbc:sqlite:" + file.toUri();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of the first row. */
  static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
