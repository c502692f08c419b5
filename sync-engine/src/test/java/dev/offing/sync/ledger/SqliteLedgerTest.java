package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.CATALOG_HASH;
import static dev.offing.sync.ledger.LedgerSamples.INCARNATION;
import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.OTHER_INCARNATION;
import static dev.offing.sync.ledger.LedgerSamples.SERVER;
import static dev.offing.sync.ledger.LedgerSamples.enrolled;
import static dev.offing.sync.ledger.LedgerSamples.entries;
import static dev.offing.sync.ledger.LedgerSamples.foreign;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static dev.offing.sync.ledger.LedgerSamples.renumbered;
import static dev.offing.sync.ledger.LedgerSamples.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.offing.sync.account.World;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.ledger.LedgerException.Reason;
import dev.offing.sync.mutation.Chained;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on a real file, and what only SQLite can do wrong. */
final class SqliteLedgerTest extends LedgerContract {
  @TempDir private Path folder;

  private LedgerFile file;

  @BeforeEach
  void create() throws Exception {
    file = LedgerFile.create(folder.resolve("a ledger?.db"));
  }

  @AfterEach
  void close() throws Exception {
    file.close();
  }

  @Override
  protected Ledger fresh() {
    return file.ledger();
  }

  @Override
  protected Ledger reopened(Ledger ledger) {
    return file.reopened();
  }

  @Test
  void everyCommitReachesTheDisk() throws Exception {
    assertThat(file.value("PRAGMA journal_mode")).isEqualTo("wal");
    assertThat(file.value("PRAGMA synchronous")).isEqualTo("2"); // FULL
    assertThat(file.value("PRAGMA fullfsync")).isEqualTo("1");
    assertThat(file.value("PRAGMA checkpoint_fullfsync")).isEqualTo("1");
    assertThat(file.value("PRAGMA foreign_keys")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal_by_time at <= 5 AND (at < 5 OR n < 9)",
        "journal_by_kind kind IN ('boost') AND kind <> 'buy'",
        "journal_refused status IN ('refused', 'predicted_refused')",
      })
  void aPieceOfTheBookIsReadAlongAnIndexAndNothingIsSorted(String sample) throws Exception {
    String[] parts = sample.split(" ", 2);
    String sql = "SELECT * FROM journal WHERE " + parts[1] + " ORDER BY at DESC, n DESC LIMIT 9";
    StringBuilder plan = new StringBuilder();
    try (Connection raw = Database.openToRead(folder.resolve("a ledger?.db"));
        Statement statement = raw.createStatement();
        ResultSet steps = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (steps.next()) {
        plan.append(steps.getString("detail")).append('\n');
      }
    }

    assertThat(plan).contains(parts[0]).doesNotContain("TEMP B-TREE");
  }

  @Test
  void anEmptyChangeWritesNothing() throws Exception {
    long before = file.number("SELECT total_changes()");
    file.ledger().write(Change.none());

    assertThat(file.number("SELECT total_changes()")).isEqualTo(before);
  }

  @Test
  void onlySectionsThatChangedAreWritten() throws Exception {
    Contents start = file.ledger().load();
    List<Chained> rows = gestures(start, 2);
    file.ledger()
        .write(Change.none().withConfirmed(enrolled(start.identity(), rows.subList(0, 1))));
    file.execute("CREATE TEMP TABLE written (name TEXT)");
    file.execute(
        "CREATE TEMP TRIGGER watch AFTER INSERT ON section BEGIN"
            + " INSERT INTO written VALUES (new.name); END");

    Confirmed next = enrolled(start.identity(), rows);
    file.ledger().write(Change.none().withConfirmed(next));

    assertThat(
            file.value("SELECT group_concat(name) FROM (SELECT name FROM written ORDER BY name)"))
        .isEqualTo("core,devices");
    assertThat(file.reopened().load().confirmed()).isEqualTo(next);
  }

  @Test
  void aSettledPayloadIsKeptForNinetyDays() throws Exception {
    List<Chained> rows = gestures(file.ledger().load(), 3);
    file.ledger().write(played(rows));
    settle(rows.get(0), NOW);
    settle(rows.get(1), NOW + 1);
    assertThat(file.value("SELECT payload FROM settled WHERE seq = 1"))
        .contains(rows.get(0).mutation().id());
    assertThat(file.value("SELECT result FROM settled WHERE seq = 1")).contains("applied");

    settle(rows.get(2), NOW + 1 + ChangeWriter.KEPT_MS);

    assertThat(file.value("SELECT group_concat(seq) FROM settled")).isEqualTo("2,3");
  }

  private void settle(Chained row, long nowMs) {
    file.ledger().write(Change.none().withSettled(List.of(LedgerSamples.settled(row, nowMs))));
  }

  @Test
  void aMutationIsInTheOutboxOrSettledNeverBoth() throws Exception {
    List<Chained> rows = gestures(file.ledger().load(), 2);
    file.ledger().write(played(rows));
    file.ledger().write(Change.none().withSettled(settled(rows)));
    String account = file.ledger().load().identity().account();

    List<Chained> back = renumbered(account, OTHER_INCARNATION, rows.subList(1, 2));
    file.ledger().write(Change.none().withFork(new Change.Fork(OTHER_INCARNATION, back)));

    assertThat(file.value("SELECT group_concat(seq) FROM settled")).isEqualTo("1");
    assertThat(file.ledger().load().outbox()).isEqualTo(back);
  }

  @Test
  void thePredictedPurseIsOnDisk() throws Exception {
    file.ledger().write(played(gestures(file.ledger().load(), 3)));

    assertThat(file.value("SELECT grains || ' at ' || as_of FROM purse"))
        .isEqualTo("999970 at " + NOW);
  }

  // ---- changes that do not continue the ledger -----------------------------------------------

  @Test
  void holesInTheOutboxAreRefused() {
    List<Chained> rows = gestures(file.ledger().load(), 3);
    refused(played(rows.subList(1, 3)), "without holes");
    refused(played(List.of(rows.get(0), rows.get(2))), "without holes");
    refused(
        Change.none().withFork(new Change.Fork(OTHER_INCARNATION, rows.subList(1, 2))),
        "without holes");
  }

  @Test
  void resultsOutOfOrderAreRefused() {
    List<Chained> rows = gestures(file.ledger().load(), 3);
    file.ledger().write(played(rows.subList(0, 2)));

    refused(Change.none().withSettled(settled(rows.subList(1, 2))), "order of the outbox");
    refused(Change.none().withSettled(settled(rows)), "order of the outbox");
  }

  @Test
  void aResultForAnotherRowIsRefused() {
    Contents start = file.ledger().load();
    file.ledger().write(played(gestures(start, 1)));
    List<Chained> others =
        gestures(Head.genesis(start.identity().account(), INCARNATION), OTHER_INCARNATION, 1);

    refused(Change.none().withSettled(settled(others)), "not in the outbox");
  }

  @Test
  void aGestureWithoutItsRowOfTheBookIsRefused() {
    Change change = Change.none();
    List<Chained> rows = gestures(file.ledger().load(), 1);
    Change gestureOnly = Change.of(rows, List.of(), new Change.Predicted(null, 0));

    refused(
        new Change(
            null,
            null,
            gestureOnly.gestures(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            Map.of(),
            null,
            null),
        "breaks a rule");
    assertThat(change.isEmpty()).isTrue();
  }

  @Test
  void anAbsenceThatCannotBeReadIsNotToldAndCostsNoProfile() throws Exception {
    file.ledger().write(Change.none().withSeen(new Seen(7, null)));
    Database.execute(file.connection(), "UPDATE seen SET untold = '{\"leftMs\":\"x'");

    assertThat(file.reopened().load().seen()).isEqualTo(new Seen(7, null));
  }

  @Test
  void anotherServerIsRefused() {
    file.ledger().write(Change.none().withServer(SERVER));
    file.ledger().write(Change.none().withServer(SERVER));

    refused(Change.none().withServer("0f".repeat(16)), "another server");
  }

  private void refused(Change change, String why) {
    Contents before = file.ledger().load();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.ledger().write(change))
        .withMessageContaining(why);
    assertThat(file.ledger().load()).isEqualTo(before);
    assertThat(file.reopened().load()).isEqualTo(before);
  }

  // ---- all or nothing ------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT ON journal",
        "INSERT ON outbox",
        "INSERT ON settled",
        "DELETE ON outbox",
        "UPDATE ON profile",
        "INSERT ON confirmed",
        "INSERT ON section",
        "INSERT ON purse",
        "INSERT ON world",
        "INSERT ON catalog",
        "INSERT ON clock"
      })
  void aFailureInTheMiddleLeavesNothing(String event) throws Exception {
    Contents start = file.ledger().load();
    List<Chained> first = gestures(start, 2);
    file.ledger().write(played(first));
    Contents before = file.ledger().load();
    List<JournalRow> book = file.ledger().journal(100);
    List<Chained> more = gestures(before, 2);
    Change all =
        played(more)
            .withServer(SERVER)
            .withSettled(settled(first))
            .withConfirmed(enrolled(start.identity(), first))
            .withWorld(
                new World("3f".repeat(16), List.of(new World.Row(1, NOW, CATALOG_HASH))),
                Map.of(CATALOG_HASH, "a catalog"))
            .withClock(new ClockAnchor(1, NOW));

    file.execute(
        "CREATE TEMP TRIGGER boom BEFORE " + event + " BEGIN SELECT RAISE(ABORT, 'boom'); END");
    assertThatThrownBy(() -> file.ledger().write(all)).hasStackTraceContaining("boom");

    assertThat(file.ledger().load()).isEqualTo(before);
    assertThat(file.ledger().journal(100)).isEqualTo(book);
    file.execute("DROP TRIGGER boom");
    file.ledger().write(all);
    assertThat(file.reopened().load().outbox()).isEqualTo(more);
  }

  @Test
  void aCodecThatFailsHalfWayLeavesNothing() throws Exception {
    Contents before = file.ledger().load();
    List<Chained> rows = gestures(before, 5);
    file.codec().failAfter(3);

    assertThatThrownBy(() -> file.ledger().write(played(rows))).hasMessage("codec");

    assertThat(file.ledger().load()).isEqualTo(before);
    file.ledger().write(played(rows.subList(0, 1)));
    assertThat(file.ledger().journal(10)).isEqualTo(entries(rows.subList(0, 1), Status.PREDICTED));
    assertThat(file.reopened().load().outbox()).hasSize(1);
  }

  // ---- what a disk can say -------------------------------------------------------------------

  @Test
  void aFullDiskLosesNothingThatWasTold() throws Exception {
    List<Chained> rows = gestures(file.ledger().load(), 2_001);
    Change small = played(rows.subList(0, 1));
    Change big = played(rows.subList(1, 2_001));
    file.ledger().write(small);
    Contents before = file.ledger().load();
    file.value("PRAGMA max_page_count = " + (file.number("PRAGMA page_count") + 10));

    fails(big, Reason.FULL, "is full");

    assertThat(file.ledger().load()).isEqualTo(before);
    file.value("PRAGMA max_page_count = 1000000");
    file.ledger().write(big);
    assertThat(file.reopened().load().outbox()).isEqualTo(rows);
  }

  @Test
  void aRowThatCannotBeReadIsDamageAndNoAccidentOfTheProgram() throws Exception {
    List<Chained> rows = gestures(file.ledger().load(), 1);
    file.ledger().write(played(rows));
    file.ledger().write(Change.none().withSettled(settled(rows)));
    file.execute("UPDATE settled SET result = replace(result, 'effectiveAt', 'effectiveOn')");
    file.execute("UPDATE journal SET balance = '12x'");

    for (Runnable reading :
        List.<Runnable>of(() -> file.ledger().settled(9), () -> file.ledger().journal(9))) {
      assertThatThrownBy(reading::run)
          .isInstanceOfSatisfying(
              LedgerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void aFoldGivesItsRoomBackToTheDisk() throws Exception {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(foreign("task/" + i, i * 60_000L));
    }
    file.ledger().write(Change.none().withRows(rows));
    long before = file.number("PRAGMA page_count");

    assertThat(file.ledger().fold(100)).isTrue();

    assertThat(file.number("PRAGMA page_count")).isLessThan(before / 4);
    assertThat(file.number("PRAGMA freelist_count")).isZero();
    assertThat(file.value("PRAGMA integrity_check")).isEqualTo("ok");
  }

  @Test
  void aFullDiskInAFoldLosesNothingAndReadingGoesOn() throws Exception {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(foreign("task/" + i, i * 60_000L));
    }
    file.ledger().write(Change.none().withRows(rows));
    file.execute("CREATE TABLE filler (b BLOB)");
    file.execute(
        "CREATE TRIGGER no_room BEFORE INSERT ON journal WHEN new.kind = 'month'"
            + " BEGIN INSERT INTO filler VALUES (zeroblob(1000000)); END");
    file.value("PRAGMA max_page_count = " + (file.number("PRAGMA page_count") + 10));

    assertThatThrownBy(() -> file.ledger().fold(10))
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL))
        .hasMessageContaining("is full")
        .hasMessageContaining("everything before it is kept");

    assertThat(file.ledger().journal(1_000)).isEqualTo(rows.reversed());
    file.execute("DROP TRIGGER no_room");
    assertThat(file.ledger().fold(10)).isTrue();
    assertThat(file.ledger().journal(1_000)).hasSize(11);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldSo() throws Exception {
    Change change = played(gestures(file.ledger().load(), 1));
    Contents before = file.ledger().load();
    file.execute("PRAGMA query_only = 1");

    fails(change, Reason.READ_ONLY, "cannot be written");

    file.execute("PRAGMA query_only = 0");
    assertThat(file.ledger().load()).isEqualTo(before);
    file.ledger().write(change);
    assertThat(file.ledger().load().outbox()).hasSize(1);
  }

  @Test
  void aToolThatHoldsTheFileIsToldSo() throws Exception {
    Change change = played(gestures(file.ledger().load(), 1));
    file.execute("PRAGMA busy_timeout = 0");
    try (Connection other = Database.open(file.path())) {
      Database.execute(other, "BEGIN IMMEDIATE");
      fails(change, Reason.IN_USE, "Another program holds");
      Database.execute(other, "ROLLBACK");
    }

    file.ledger().write(change);
    assertThat(file.ledger().load().outbox()).hasSize(1);
  }

  @Test
  void aConnectionThatIsGoneIsToldSo() throws Exception {
    Change change = played(gestures(file.ledger().load(), 1));
    file.connection().close();

    fails(change, Reason.FAILED, "could not be read or written");
    assertThatThrownBy(() -> file.ledger().load()).isInstanceOf(LedgerException.class);
  }

  private void fails(Change change, Reason reason, String sentence) {
    assertThatThrownBy(() -> file.ledger().write(change))
        .asInstanceOf(type(LedgerException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e ->
            assertThat(e)
                .hasMessageContaining(sentence)
                .hasMessageContaining("did not happen")
                .hasCauseInstanceOf(SQLException.class));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherAccountInThePlaceOfTheOwnIsToldAsDamage(boolean confirmed) throws Exception {
    Change change = Change.none().withClock(new ClockAnchor(1, 2));
    Confirmed begun = LedgerSamples.begun(file.ledger().load().identity());
    file.ledger().write(confirmed ? change.withConfirmed(begun) : change);
    file.execute("UPDATE profile SET account = '" + "d".repeat(64) + "'");

    assertThatThrownBy(() -> file.ledger().load())
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("whose it is, is not what was written");
  }

  @Test
  void aTableThatIsDamagedWhileItIsOpenIsToldSo() throws Exception {
    file.ledger().write(played(gestures(file.ledger().load(), 2)));
    file.execute("UPDATE outbox SET hash = '" + "00".repeat(32) + "' WHERE seq = 2");

    assertThatThrownBy(() -> file.ledger().load())
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("row 2 of the outbox is not what was written")
        .hasMessageContaining("set aside");
  }

  // ---- the book from other threads -----------------------------------------------------------

  @Test
  void theBookIsReadWhileAnotherThreadWrites() throws Exception {
    Ledger ledger = file.ledger();
    List<Chained> rows = gestures(ledger.load(), 300);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 300; i += 3) {
                ledger.write(played(rows.subList(i, i + 3)));
              }
            });
    int seen = 0;
    while (seen < 300 && writer.isAlive()) {
      int now = ledger.journal(1_000).size();
      assertThat(now).isGreaterThanOrEqualTo(seen);
      assertThat(now % 3).as("whole transactions only").isZero();
      seen = now;
    }
    writer.join();

    assertThat(ledger.journal(1_000)).hasSize(300);
  }

  @Test
  void aClosedLedgerIsNotRead() {
    file.ledger().close();

    assertThatThrownBy(() -> file.ledger().journal(1)).hasMessageContaining("closed");
  }
}
