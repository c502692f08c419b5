package dev.offing.sync.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables by their versions. Each migration is a numbered SQL file beside this class; it and its
 * number ({@code user_version}) are one transaction, so a database is always at exactly one
 * version, with a full outbox as with an empty one.
 */
final class Schema {
  /** What {@code application_id} says in a ledger: "OFNG". */
  private static final long APPLICATION_ID = 1_330_007_623L;

  private static final List<String> FILES =
      List.of("V001__ledger.sql", "V002__book.sql", "V003__seen.sql");

  private final List<String> migrations;

  /**
   * @param migrations SQL texts; the first makes version 1
   */
  Schema(List<String> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  /** The migrations that this program ships. */
  static Schema shipped() {
    return new Schema(FILES.stream().map(Schema::text).toList());
  }

  private static String text(String file) {
    try (InputStream in = Schema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that this program writes. */
  int newest() {
    return migrations.size();
  }

  /**
   * Whether a database is ours to open.
   *
   * @throws LedgerException when a newer program wrote it
   * @throws DamagedException when it is a database of something else
   */
  void check(Connection connection, Faults faults) throws SQLException, DamagedException {
    long version = Database.number(connection, "PRAGMA user_version");
    long application = Database.number(connection, "PRAGMA application_id");
    if (!isEmpty(connection) && application != APPLICATION_ID) {
      throw new DamagedException("it is the database of another program");
    }
    if (version > newest()) {
      throw faults.newer((int) version, newest());
    }
  }

  /** Whether a database has no tables yet. */
  static boolean isEmpty(Connection connection) throws SQLException {
    return Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  /** Brings a database to the newest version. */
  void migrate(Connection connection) throws SQLException {
    long found = Database.number(connection, "PRAGMA user_version");
    for (long at = found; at < newest(); at++) {
      try (Transactions transaction = new Transactions(connection);
          Statement statement = connection.createStatement()) {
        transaction.begin();
        try {
          statement.executeUpdate(migrations.get((int) at));
          statement.executeUpdate("PRAGMA user_version = " + (at + 1));
          transaction.commit();
        } catch (SQLException e) {
          transaction.rollback(e);
          throw e;
        }
      }
    }
  }
}
