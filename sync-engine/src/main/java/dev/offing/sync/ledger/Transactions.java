package dev.offing.sync.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Begins and ends transactions by hand, on a connection in JDBC's auto-commit mode. The driver's
 * own way begins the next transaction within {@code commit()}: a failure to begin would be told as
 * a failure to commit, of rows that are on disk. Nor does it notice when SQLite, on a full disk,
 * has rolled back by itself.
 */
final class Transactions implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement commit;

  Transactions(Connection connection) throws SQLException {
    this.connection = connection;
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
  }

  void begin() throws SQLException {
    begin.executeUpdate();
  }

  /** When it returns, all is on disk; when it throws, {@link #rollback} leaves nothing. */
  void commit() throws SQLException {
    commit.executeUpdate();
  }

  /** Leaves the transaction, if there is still one, because of {@code why}. */
  void rollback(Exception why) {
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      why.addSuppressed(e); // SQLite was faster, or the connection is gone
    }
  }

  @Override
  public void close() throws SQLException {
    begin.close();
    commit.close();
  }
}
