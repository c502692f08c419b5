package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.enrolled;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.LedgerException.Reason;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.protocol.Codec;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile that is not well: what is told, what is kept. */
final class ProfileFaultsTest {
  private static final String STAMP = "20260921T141320Z"; // LedgerSamples.NOW

  private final LedgerCodec codec = new LedgerJson(new Codec());
  private final Random random = new Random(6);

  @TempDir private Path data;

  private Identity identity;
  private List<Chained> rows;

  /** A profile with a state, a book and {@code count} rows in the outbox. */
  private void played100() {
    try (Ledger ledger = open().ledger()) {
      write(ledger);
    }
  }

  private void write(Ledger ledger) {
    Contents start = ledger.load();
    identity = start.identity();
    rows = gestures(start, 100);
    ledger.write(played(rows).withConfirmed(enrolled(identity, rows.subList(0, 1))));
  }

  // ---- a damaged database --------------------------------------------------------------------

  @Test
  void aFlippedHeaderIsSetAside() throws Exception {
    played100();
    flip(file(), 3);

    Recovery recovery = recovered(true);

    assertThat(recovery.unsent()).isNull();
    assertThat(recovery.sentence()).contains("could not be read; please do it again");
  }

  @Test
  void aFlippedPageIsSetAsideAndWhatWasUnsentIsTold() throws Exception {
    played100();
    // The B-tree header of the book's time index: the outbox stays readable.
    flipPage("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_by_time'");

    Recovery recovery = recovered(true);

    assertThat(recovery.unsent()).isEqualTo(rows.stream().map(Chained::mutation).toList());
    assertThat(recovery.sentence())
        .contains("(100): buy 1 rowboat, buy 1 rowboat,")
        .contains("and 95 more");
  }

  @Test
  void aPageOfTheOutboxThatIsGoneLeavesTheRest() throws Exception {
    played100();
    // The last leaf; those before it can still be read.
    flipPage("SELECT max(pageno) FROM dbstat WHERE name = 'outbox'");

    Recovery recovery = recovered(true);

    List<Mutation> unsent = recovery.unsent();
    assertThat(unsent).isNotEmpty().hasSizeLessThan(100);
    assertThat(unsent)
        .isEqualTo(rows.stream().map(Chained::mutation).toList().subList(0, unsent.size()));
  }

  @Test
  void aLinkedDeviceStaysWithItsAccountWhateverBecomesOfItsDatabase() throws Exception {
    String account = "ab".repeat(32);
    Identity own;
    try (Ledger ledger = open().ledger()) {
      own = ledger.load().identity();
      ledger.write(
          Change.none()
              .withFork(new Change.Fork(account, LedgerSamples.OTHER_INCARNATION, List.of())));
    }
    flip(file(), 3);

    try (Ledger ledger = open().ledger()) {
      assertThat(ledger.load().identity().account()).isEqualTo(account);
      assertThat(ledger.load().identity().publicKey()).isEqualTo(own.publicKey());
    }
    Files.delete(file());
    try (Ledger ledger = open().ledger()) {
      assertThat(ledger.load().identity().account()).isEqualTo(account);
    }
  }

  @Test
  void aTruncatedFileIsSetAside() throws Exception {
    played100();
    try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.setLength(raw.length() / 2);
    }

    recovered(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Valid pages with wrong texts: SQLite itself is content with them.
        "UPDATE outbox SET payload = replace(payload, '\"count\":\"1\"', '\"count\":\"9\"') WHERE seq = 7",
        "UPDATE outbox SET hash = '00' WHERE seq = 7",
        "DELETE FROM outbox WHERE seq = 7",
        "UPDATE profile SET acked_hash = replace(acked_hash, substr(acked_hash, 1, 8), '00000000')",
        "UPDATE profile SET incarnation = 'x'",
        "UPDATE section SET body = replace(body, '999990', '999999') WHERE name = 'core'",
        "DELETE FROM section WHERE name = 'contact'",
        "UPDATE confirmed SET booked = '12x'",
        "UPDATE confirmed SET seal = NULL",
        "UPDATE journal SET status = 'whatever'"
      })
  void aFlippedTextIsFound(String damage) throws Exception {
    played100();
    try (Connection raw = Database.open(file())) {
      Database.execute(raw, damage);
      assertThat(Database.number(raw, "SELECT changes()")).isPositive();
    }

    recovered(true);
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws Exception {
    played100();
    Files.writeString(file(), "<html>captive portal</html>".repeat(200));

    Recovery recovery = recovered(true);

    assertThat(Files.readString(recovery.setAside())).startsWith("<html>");
  }

  @Test
  void theDatabaseOfAnotherProgramIsSetAside() throws Exception {
    played100();
    Files.delete(file());
    try (Connection raw = Database.open(file())) {
      Database.execute(raw, "CREATE TABLE songs (name TEXT)");
    }

    Recovery recovery = recovered(true);

    assertThat(recovery.sentence()).contains("it is the database of another program");
  }

  @Test
  void whatIsSetAsideIsNotChanged() throws Exception {
    played100();
    try (Ledger ledger = open().ledger()) {
      ledger.write(played(gestures(ledger.load(), 1)));
      copyTo(data.resolve("copy")); // as a kill would leave it, with a log
    }
    Path copied = folder(data.resolve("copy"));
    flip(
        copied.resolve("profile.db"),
        page("SELECT rootpage FROM sqlite_schema WHERE name = 'settled_by_time'"));
    byte[] database = Files.readAllBytes(copied.resolve("profile.db"));
    byte[] log = Files.readAllBytes(copied.resolve("profile.db-wal"));

    Profile.Opened opened = open(data.resolve("copy"));
    opened.ledger().close();

    Path aside = opened.recovery().setAside();
    assertThat(Files.readAllBytes(aside)).isEqualTo(database);
    assertThat(Files.readAllBytes(SetAside.log(aside))).isEqualTo(log);
  }

  @Test
  void damageInOneSecondKeepsBothFiles() throws Exception {
    played100();
    flip(file(), 3);
    recovered(true);
    flip(file(), 3);

    Profile.Opened opened = open();
    opened.ledger().close();

    assertThat(opened.recovery().setAside().getFileName())
        .hasToString("profile.damaged-" + STAMP + "-2.db");
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.filter(f -> f.toString().endsWith(".db"))).hasSize(3);
    }
  }

  @Test
  void withoutItsKeyADamagedProfileBeginsANewAccount() throws Exception {
    played100();
    flip(file(), 3);
    Files.writeString(folder().resolve("device.key"), "rust");

    Recovery recovery = recovered(false);

    assertThat(recovery.sentence()).contains("so a new account begins").contains("device.key");
    assertThat(folder().resolve("device.damaged-" + STAMP + ".key")).hasContent("rust");
  }

  /** Opens a damaged profile, and checks what is true of every recovery from damage. */
  private Recovery recovered(boolean sameAccount) {
    Profile.Opened opened = open();
    try (Ledger ledger = opened.ledger()) {
      Contents contents = ledger.load();
      Recovery recovery = opened.recovery();

      assertThat(recovery.cause()).isEqualTo(Recovery.Cause.DAMAGED);
      assertThat(recovery.sameAccount()).isEqualTo(sameAccount);
      assertThat(recovery.setAside())
          .exists()
          .isEqualTo(folder().resolve("profile.damaged-" + STAMP + ".db"));
      assertThat(recovery.sentence())
          .contains("The database of profile \"default\" is damaged (")
          .contains("set aside as " + recovery.setAside())
          .contains("nothing is deleted");
      assertThat(contents.identity().account().equals(identity.account())).isEqualTo(sameAccount);
      assertThat(contents.identity().incarnation()).isNotEqualTo(identity.incarnation());
      assertThat(contents.outbox()).isEmpty();
      assertThat(contents.confirmed()).isNull();
      ledger.write(played(gestures(contents, 1)));
      assertThat(ledger.load().outbox()).hasSize(1);
      return recovery;
    }
  }

  // ---- a database or a log that is gone ------------------------------------------------------

  @Test
  void aMissingDatabaseIsBegunAnewWithTheSameKey() throws Exception {
    played100();
    Files.delete(file());

    Profile.Opened opened = open();
    try (Ledger ledger = opened.ledger()) {
      assertThat(opened.recovery().cause()).isEqualTo(Recovery.Cause.MISSING);
      assertThat(opened.recovery().setAside()).isNull();
      assertThat(opened.recovery().sentence())
          .contains("missing or empty; a new one was begun")
          .contains("still the same account");
      assertThat(ledger.load().identity().account()).isEqualTo(identity.account());
      assertThat(ledger.load().identity().incarnation()).isNotEqualTo(identity.incarnation());
    }
  }

  @Test
  void aLogWithoutItsDatabaseIsSetAside() throws Exception {
    try (Ledger ledger = open().ledger()) {
      write(ledger);
      copyTo(data.resolve("copy"));
    }
    Path copied = folder(data.resolve("copy"));
    Files.delete(copied.resolve("profile.db"));
    Files.delete(copied.resolve("device.key"));

    Profile.Opened opened = open(data.resolve("copy"));
    opened.ledger().close();

    assertThat(opened.recovery().cause()).isEqualTo(Recovery.Cause.MISSING);
    assertThat(opened.recovery().sameAccount()).isFalse();
    assertThat(SetAside.log(opened.recovery().setAside())).isNotEmptyFile();
  }

  @Test
  void aMissingLogMeansAnotherLife() throws Exception {
    try (Ledger ledger = open().ledger()) {
      write(ledger);
    }
    try (Ledger ledger = open().ledger()) {
      ledger.write(played(gestures(ledger.load(), 5)));
      copyTo(data.resolve("copy"));
    }
    Path copied = folder(data.resolve("copy"));
    Files.delete(copied.resolve("profile.db-wal"));
    Files.delete(copied.resolve("profile.db-shm"));

    Profile.Opened opened = open(data.resolve("copy"));
    try (Ledger ledger = opened.ledger()) {
      Contents contents = ledger.load();
      assertThat(opened.recovery().cause()).isEqualTo(Recovery.Cause.LOG_LOST);
      assertThat(opened.recovery().sentence())
          .contains("was not closed the last time, and its log (profile.db-wal) is gone");
      assertThat(contents.identity().account()).isEqualTo(identity.account());
      assertThat(contents.identity().incarnation()).isNotEqualTo(identity.incarnation());
      assertThat(contents.outbox().stream().map(Chained::mutation))
          .as("what the database had, under the same ids and origins")
          .isEqualTo(rows.stream().map(Chained::mutation).toList());
    }
    Profile.Opened again = open(data.resolve("copy"));
    again.ledger().close();
    assertThat(again.recovery()).isNull();
  }

  @Test
  void aKillLeavesTheLogAndNothingIsSaidOfIt() throws Exception {
    try (Ledger ledger = open().ledger()) {
      write(ledger);
      copyTo(data.resolve("copy"));
    }

    Profile.Opened opened = open(data.resolve("copy"));
    try (Ledger ledger = opened.ledger()) {
      assertThat(opened.recovery()).isNull();
      assertThat(ledger.load().outbox()).isEqualTo(rows);
      assertThat(ledger.load().identity()).isEqualTo(identity);
    }
  }

  @Test
  void aDeathRightAfterTheTablesIsCompleted() throws Exception {
    open().ledger().close();
    try (Connection raw = Database.open(file())) {
      Database.execute(raw, "DELETE FROM profile");
    }

    Profile.Opened opened = open();
    try (Ledger ledger = opened.ledger()) {
      assertThat(opened.recovery()).isNull();
      ledger.write(played(gestures(ledger.load(), 1)));
    }
  }

  // ---- the key -------------------------------------------------------------------------------

  @Test
  void aWholeDatabaseWithoutItsKeyIsLeftAlone() throws Exception {
    played100();
    Path key = folder().resolve("device.key");
    Path kept = folder().resolve("kept");
    Files.move(key, kept);
    refused(Reason.DAMAGED, "the file is missing", "Nothing was changed");
    Files.writeString(key, "rust");
    refused(Reason.DAMAGED, "it is not a key file", "Put " + key + " back");
    DeviceKey.draw(random).write(key);
    refused(Reason.DAMAGED, "it belongs to another database", "Nothing was changed");

    Files.delete(key);
    Files.move(kept, key);
    try (Ledger ledger = open().ledger()) {
      assertThat(ledger.load().outbox()).isEqualTo(rows);
    }
  }

  // ---- a newer program -----------------------------------------------------------------------

  @Test
  void aNewerDatabaseIsLeftAlone() throws Exception {
    played100();
    try (Connection raw = Database.open(file())) {
      Database.execute(raw, "PRAGMA user_version = 7");
    }
    byte[] before = Files.readAllBytes(file());

    refused(Reason.NEWER, "has version 7, this program knows 3", "Start the newer program");

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  // ---- folders and disks ---------------------------------------------------------------------

  @Test
  void aDataFolderThatIsAFileIsRefused() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "text");

    assertThatThrownBy(() -> open(file))
        .asInstanceOf(type(LedgerException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY))
        .satisfies(e -> assertThat(e).hasMessageContaining("OFFING_DATA"));
    assertThat(file).hasContent("text");
  }

  @Test
  void aReadOnlyFolderIsRefusedAndNothingIsLost() throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 8)) {
      try (Ledger ledger = open(disk.path()).ledger()) {
        write(ledger);
      }
      disk.readOnly(true);
      assertThatThrownBy(() -> open(disk.path()))
          .asInstanceOf(type(LedgerException.class))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY))
          .satisfies(e -> assertThat(e).hasMessageContaining("Make the folder writable"));

      disk.readOnly(false);
      try (Ledger ledger = open(disk.path()).ledger()) {
        assertThat(ledger.load().outbox()).isEqualTo(rows);
      }
    }
  }

  @Test
  void aFullDiskAtTheFirstStartIsToldSo() throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 1)) {
      disk.fill();
      assertThatThrownBy(() -> open(disk.path()))
          .asInstanceOf(type(LedgerException.class))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FULL))
          .satisfies(e -> assertThat(e).hasMessageContaining("Free some space"));

      disk.free();
      open(disk.path()).ledger().close();
    }
  }

  @Test
  void aDiskThatFillsUpLosesNothingThatWasTold() throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 2)) {
      List<Chained> told = new ArrayList<>();
      try (Ledger ledger = open(disk.path()).ledger()) {
        assertThatThrownBy(
                () -> {
                  while (told.size() < 1_000_000) {
                    List<Chained> next = following(told, ledger, 50);
                    ledger.write(played(next));
                    told.addAll(next);
                  }
                })
            .asInstanceOf(type(LedgerException.class))
            .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
        assertThat(told).isNotEmpty();
        assertThat(ledger.load().outbox()).isEqualTo(told);

        disk.grow(16);
        List<Chained> next = following(told, ledger, 50);
        ledger.write(played(next));
        told.addAll(next);
      }
      try (Ledger ledger = open(disk.path()).ledger()) {
        assertThat(ledger.load().outbox()).isEqualTo(told);
      }
    }
  }

  private List<Chained> following(List<Chained> told, Ledger ledger, int count) {
    if (told.isEmpty()) {
      identity = ledger.load().identity();
      return gestures(ledger.load(), count);
    }
    Head head = new Head(told.getLast().seq(), told.getLast().hash());
    return gestures(head, identity.incarnation(), count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gesture", "rebase", "fork", "fold"})
  void aDiskThatIsFullAtAnyWriteOfAChangeLosesNothingAndReadingGoesOn(String what)
      throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 6);
        Ledger ledger = open(disk.path()).ledger()) {
      List<JournalRow> old = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        old.add(LedgerSamples.foreign("task/" + i, i));
      }
      ledger.write(Change.none().withRows(old));
      List<Chained> told = following(List.of(), ledger, 100);
      ledger.write(played(told));
      List<Chained> next = following(told, ledger, 50);
      int refused = 0;
      boolean done = false;
      for (int pages = 0; !done; pages++) {
        Contents before = ledger.load();
        List<JournalRow> book = ledger.journal(1_000);
        disk.fillBut(pages * 4_096);
        try {
          change(what, ledger, told, next);
          done = true;
        } catch (LedgerException e) {
          refused++;
          assertThat(e.reason()).isEqualTo(Reason.FULL);
          assertThat(e).hasMessageContaining("is full").hasMessageContaining("is kept");
          assertThat(ledger.load()).isEqualTo(before);
          assertThat(ledger.journal(1_000)).isEqualTo(book);
        }
        disk.free();
      }
      assertThat(refused).as("writes that found no room").isPositive();
      ledger.write(played(following(ledger.load().outbox(), ledger, 1)));
    }
  }

  private static void change(String what, Ledger ledger, List<Chained> told, List<Chained> next) {
    switch (what) {
      case "gesture" -> ledger.write(played(next));
      case "rebase" ->
          ledger.write(
              Change.none()
                  .withRows(LedgerSamples.entries(told, JournalRow.Status.PREDICTED_REFUSED)));
      case "fork" -> NewLife.begin(ledger, new Random(5));
      default -> ledger.fold(110);
    }
  }

  @Test
  void aDiskThatIsFullHalfWayThroughTheFirstStartIsToldSo() throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 1)) {
      disk.fillBut(32 * 1024); // enough for the key, not for the tables
      assertThatThrownBy(() -> open(disk.path()))
          .asInstanceOf(type(LedgerException.class))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FULL));

      disk.free();
      open(disk.path()).ledger().close();
    }
  }

  @Test
  void aFullDiskDoesNotMakeAProfileDamaged() throws Exception {
    try (Disk disk = Disk.of(data.resolve("disk"), 2)) {
      try (Ledger ledger = open(disk.path()).ledger()) {
        write(ledger);
      }
      disk.fill();
      assertThatThrownBy(() -> open(disk.path()))
          .asInstanceOf(type(LedgerException.class))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FULL));

      disk.free();
      Profile.Opened opened = open(disk.path());
      assertThat(opened.recovery()).isNull();
      try (Ledger ledger = opened.ledger()) {
        assertThat(ledger.load().outbox()).isEqualTo(rows);
      }
    }
  }

  private void refused(Reason reason, String... words) {
    assertThatThrownBy(this::open)
        .asInstanceOf(type(LedgerException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  // ---- files ---------------------------------------------------------------------------------

  private Profile.Opened open() {
    return open(data);
  }

  private Profile.Opened open(Path root) {
    return Profile.in(root, Profile.DEFAULT_NAME).open(codec, random, NOW);
  }

  private Path folder() {
    return folder(data);
  }

  private static Path folder(Path root) {
    return root.resolve("profiles").resolve(Profile.DEFAULT_NAME);
  }

  private Path file() {
    return folder().resolve(Profile.DATABASE);
  }

  /** What lies on the disk at this moment, while the profile is open. */
  private void copyTo(Path root) throws Exception {
    Files.createDirectories(folder(root));
    try (Stream<Path> files = Files.list(folder())) {
      for (Path it : files.toList()) {
        Files.copy(it, folder(root).resolve(it.getFileName()));
      }
    }
  }

  /** Flips the kind of the page whose number {@code sql} gives. */
  private void flipPage(String sql) throws Exception {
    flip(file(), page(sql));
  }

  /** Where the page begins whose number {@code sql} gives. */
  private long page(String sql) throws Exception {
    try (Connection raw = Database.openToRead(file())) {
      return (Database.number(raw, sql) - 1) * 4096;
    }
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int was = raw.read();
      raw.seek(at);
      raw.write(was ^ 0x5A);
    }
  }
}
