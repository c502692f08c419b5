package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what can be read of a damaged database, without changing it. */
final class Salvage {
  private Salvage() {}

  /** The outbox as far as it can be read; null where nothing of it can. */
  static @Nullable List<Mutation> unsent(Path file, LedgerCodec codec) {
    List<Mutation> found = new ArrayList<>();
    try (Connection connection = Database.openToRead(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT payload FROM outbox ORDER BY seq")) {
      while (rows.next()) {
        found.add(codec.read(String.valueOf(rows.getString(1)), Mutation.class));
      }
      return found;
    } catch (SQLException | RuntimeException _) {
      return found.isEmpty() ? null : found;
    }
  }
}
