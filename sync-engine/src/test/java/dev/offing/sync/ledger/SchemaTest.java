package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.offing.sync.ledger.LedgerException.Reason;
import dev.offing.sync.mutation.Chained;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
  private static final String NEXT =
      """
      ALTER TABLE outbox ADD COLUMN note TEXT NOT NULL DEFAULT 'as before';
      CREATE INDEX outbox_by_note ON outbox (note);
      """;

  @TempDir private Path folder;

  @Test
  void aMigrationKeepsAFullOutbox() throws Exception {
    List<Chained> rows = full();
    try (Connection connection = open()) {
      Schema next = schema(NEXT);
      next.check(connection, faults());
      next.migrate(connection);

      assertThat(version(connection)).isEqualTo(Schema.shipped().newest() + 1);
      assertThat(
              Database.number(connection, "SELECT count(*) FROM outbox WHERE note = 'as before'"))
          .isEqualTo(rows.size());
      assertThat(outbox(connection)).isEqualTo(rows);
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheVersionBefore() throws Exception {
    List<Chained> rows = full();
    try (Connection connection = open()) {
      Schema bad = schema(NEXT + "DELETE FROM outbox; INSERT INTO nowhere VALUES (1);");
      assertThatThrownBy(() -> bad.migrate(connection)).isInstanceOf(SQLException.class);

      assertThat(version(connection)).isEqualTo(Schema.shipped().newest());
      assertThat(outbox(connection)).isEqualTo(rows);
      schema(NEXT).migrate(connection);
      assertThat(outbox(connection)).isEqualTo(rows);
    }
  }

  @Test
  void aNewerDatabaseIsRefused() throws Exception {
    full();
    try (Connection connection = open()) {
      schema(NEXT).migrate(connection);

      assertThatThrownBy(() -> Schema.shipped().check(connection, faults()))
          .asInstanceOf(type(LedgerException.class))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NEWER))
          .satisfies(
              e -> assertThat(e).hasMessageContaining("has version 4, this program knows 3"));
    }
  }

  @Test
  void theDatabaseOfAnotherProgramIsNotOurs() throws Exception {
    try (Connection connection = open()) {
      Database.execute(connection, "CREATE TABLE songs (name TEXT)");

      assertThatThrownBy(() -> Schema.shipped().check(connection, faults()))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("another program");
    }
  }

  private List<Chained> full() throws Exception {
    try (LedgerFile file = LedgerFile.create(path())) {
      List<Chained> rows = gestures(file.ledger().load(), 50);
      file.ledger().write(played(rows));
      return rows;
    }
  }

  private List<Chained> outbox(Connection connection) throws Exception {
    return new LedgerReader(connection, new LedgerFile.BreakableCodec())
        .contents(DeviceKey.draw(new java.util.Random(1)))
        .outbox();
  }

  private Path path() {
    return folder.resolve("profile.db");
  }

  private Connection open() throws SQLException {
    return Database.open(path());
  }

  private Faults faults() {
    return new Faults("test", folder);
  }

  private static long version(Connection connection) throws SQLException {
    return Database.number(connection, "PRAGMA user_version");
  }

  private static Schema schema(String next) throws IOException {
    List<String> migrations = new ArrayList<>();
    for (String shipped : List.of("V001__ledger.sql", "V002__book.sql", "V003__seen.sql")) {
      try (InputStream text = Schema.class.getResourceAsStream(shipped)) {
        migrations.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    migrations.add(next);
    return new Schema(migrations);
  }
}
