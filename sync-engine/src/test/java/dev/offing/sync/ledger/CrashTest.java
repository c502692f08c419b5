package dev.offing.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.protocol.Codec;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that plays, at random moments (docs/design/sync.md 9, invariant 9). Every line
 * that it printed was told as saved before.
 */
final class CrashTest {
  private static final int KILLS = 10;

  @TempDir private Path data;

  @Test
  void aKillLosesNothingThatWasToldAsSaved() throws Exception {
    Random random = new Random(2);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      try (Child child = Child.playing(data, i)) {
        int until = told.size() + 1 + random.nextInt(200);
        while (told.size() < until) {
          String line = child.line();
          assertThat(line).as("the child lives").isNotNull();
          told.add(line);
        }
        told.addAll(child.kill());
      }
      check(told);
    }
  }

  private void check(List<String> told) throws Exception {
    Profile profile = Profile.in(data, Profile.DEFAULT_NAME);
    LedgerCodec codec = new LedgerJson(new Codec());
    Profile.Opened opened = profile.open(codec, new Random(4), LedgerSamples.NOW);
    assertThat(opened.recovery()).isNull();
    try (Ledger ledger = opened.ledger();
        Connection raw = Database.openToRead(profile.folder().resolve(Profile.DATABASE))) {
      Contents contents = ledger.load();
      assertThat(value(raw, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(
              numbers(
                  raw,
                  "SELECT seq || ' ' || (payload ->> 'id') FROM settled UNION ALL"
                      + " SELECT seq || ' ' || (payload ->> 'id') FROM outbox"))
          .containsAll(told);
      // Pending mutation <=> one outbox row <=> one predicted entry.
      assertThat(value(raw, "SELECT count(*) FROM outbox"))
          .isEqualTo(Integer.toString(contents.outbox().size()))
          .isEqualTo(
              value(
                  raw,
                  """
                  SELECT count(*) FROM outbox o JOIN journal j
                  ON j.entry_id = o.entry_id AND j.mutation_id = o.payload ->> 'id'
                  WHERE j.status = 'predicted'
                  """));
      assertThat(value(raw, "SELECT count(*) FROM journal"))
          .isEqualTo(
              value(raw, "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM settled)"));
      assertThat(
              value(
                  raw,
                  "SELECT count(*) FROM outbox WHERE entry_id IN (SELECT entry_id FROM settled)"))
          .isEqualTo("0");
      // The purse is that of the last gesture: see LedgerSamples.played.
      assertThat(value(raw, "SELECT grains FROM purse"))
          .isEqualTo(Long.toString(1_000_000 - 10 * contents.head().seq()));
    }
  }

  private static String value(Connection connection, String sql) throws Exception {
    return Database.value(connection, sql);
  }

  private static List<String> numbers(Connection connection, String sql) throws Exception {
    List<String> all = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }
}
