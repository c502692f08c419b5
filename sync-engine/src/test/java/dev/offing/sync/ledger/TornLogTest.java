package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.OTHER_INCARNATION;
import static dev.offing.sync.ledger.LedgerSamples.begun;
import static dev.offing.sync.ledger.LedgerSamples.enrolled;
import static dev.offing.sync.ledger.LedgerSamples.entries;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static dev.offing.sync.ledger.LedgerSamples.renumbered;
import static dev.offing.sync.ledger.LedgerSamples.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Codec;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log ends, or is spoilt, at any frame, as when the power fails under a disk that lies: what is
 * opened then is what some whole transactions made, and never half of one (docs/design/sync.md 9,
 * invariant 9).
 */
final class TornLogTest {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int PAGE = 4_096;
  private static final int FRAME = FRAME_HEADER + PAGE;

  @TempDir private Path data;

  private final LedgerCodec codec = new LedgerJson(new Codec());

  /** The profile as it lies on the disk while it is played, byte by byte. */
  private Path played;

  /** What was there after each transaction; the first before all of them. */
  private final List<Held> held = new ArrayList<>();

  /** The length of the log after each transaction. */
  private final List<Long> lengths = new ArrayList<>();

  /** All that a ledger holds. */
  private record Held(Contents contents, List<JournalRow> book, List<SettledRow> settled) {
    static Held of(Ledger ledger) {
      List<JournalRow> book = new ArrayList<>();
      ledger.each(book::add);
      return new Held(ledger.load(), book, ledger.settled(100));
    }
  }

  @BeforeEach
  void play() throws Exception {
    open(data).ledger().close(); // the tables are in the file, the log is gone
    try (Ledger ledger = open(data).ledger()) {
      note(ledger);
      for (Change change : changes(ledger.load())) {
        ledger.write(change);
        note(ledger);
      }
      played = copyOf(data, "played");
    }
    assertThat(lengths.getLast()).isEqualTo(Files.size(log(played)));
    assertThat(held).doesNotHaveDuplicates();
  }

  /** Gestures, a rebase, results, and a fork. */
  private static List<Change> changes(Contents start) {
    Identity identity = start.identity();
    List<Chained> rows = gestures(start, 6);
    List<Chained> refused = rows.subList(2, 3);
    List<Chained> again =
        renumbered(identity.account(), OTHER_INCARNATION, rows.subList(2, rows.size()));
    return List.of(
        played(rows.subList(0, 1)).withConfirmed(begun(identity)),
        played(rows.subList(1, 5)),
        Change.none()
            .withRows(entries(refused, JournalRow.Status.PREDICTED_REFUSED))
            .withPredicted(new Change.Predicted(Money.of(999_999), NOW)),
        Change.none()
            .withSettled(settled(rows.subList(0, 2)))
            .withRows(entries(rows.subList(0, 2), JournalRow.Status.CONFIRMED))
            .withConfirmed(enrolled(identity, rows.subList(0, 2))),
        played(rows.subList(5, 6)),
        Change.none().withFork(new Change.Fork(OTHER_INCARNATION, again)));
  }

  private void note(Ledger ledger) throws Exception {
    held.add(Held.of(ledger));
    Path log = log(data);
    lengths.add(Files.exists(log) ? Files.size(log) : 0L);
  }

  @Test
  void aLogThatEndsEarlyHoldsWholeTransactions() throws Exception {
    long end = lengths.getLast();
    for (long frame = HEADER; frame <= end; frame += FRAME) {
      for (long cut :
          new long[] {frame, frame + FRAME_HEADER / 2, frame + FRAME_HEADER + PAGE / 2}) {
        Path torn = copyOf(played, "cut" + cut);
        if (cut < end) {
          try (RandomAccessFile raw = new RandomAccessFile(log(torn).toFile(), "rw")) {
            raw.setLength(cut);
          }
        }
        check(torn, upTo(Math.min(cut, end)));
      }
    }
  }

  @Test
  void aSpoiltFrameEndsTheLogBeforeIt() throws Exception {
    // Of a frame: its page number, the mark of a commit, its checksum, and the middle of its page.
    int[] places = {3, 7, 16, FRAME_HEADER + PAGE / 2};
    for (long frame = HEADER; frame < lengths.getLast(); frame += FRAME) {
      for (int place : places) {
        Path torn = copyOf(played, "flip" + (frame + place));
        flip(log(torn), frame + place);
        check(torn, upTo(frame));
      }
    }
  }

  @Test
  void aSpoiltHeadLeavesWhatWasThereBeforeTheLog() throws Exception {
    for (int place = 0; place < HEADER; place++) {
      Path torn = copyOf(played, "head" + place);
      flip(log(torn), place);
      check(torn, 0);
    }
    for (int cut = 0; cut < HEADER; cut += 8) {
      Path torn = copyOf(played, "cut" + cut);
      try (RandomAccessFile raw = new RandomAccessFile(log(torn).toFile(), "rw")) {
        raw.setLength(cut);
      }
      check(torn, 0);
    }
  }

  /** The last transaction that is whole within so many bytes of the log. */
  private int upTo(long bytes) {
    int last = 0;
    for (int i = 1; i < lengths.size(); i++) {
      last = lengths.get(i) <= bytes ? i : last;
    }
    return last;
  }

  private void check(Path torn, int transactions) throws Exception {
    Profile.Opened opened = open(torn);
    int pending;
    try (Ledger ledger = opened.ledger()) {
      assertThat(opened.recovery()).as("%s", torn).isNull();
      assertThat(Held.of(ledger)).as("%s", torn).isEqualTo(held.get(transactions));
      ledger.write(played(gestures(ledger.load(), 1)));
      pending = held.get(transactions).contents().outbox().size() + 1;
      assertThat(ledger.load().outbox()).hasSize(pending);
    }
    try (Connection raw = Database.openToRead(folder(torn).resolve(Profile.DATABASE))) {
      assertThat(Database.value(raw, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(Database.number(raw, "SELECT count(*) FROM outbox")).isEqualTo(pending);
      assertThat(
              Database.number(
                  raw,
                  """
                  SELECT count(*) FROM outbox o JOIN journal j
                  ON j.entry_id = o.entry_id AND j.mutation_id = o.payload ->> 'id'
                  WHERE j.status IN ('predicted', 'predicted_refused')
                  """))
          .isEqualTo(pending)
          .isEqualTo(
              Database.number(
                  raw,
                  """
                  SELECT count(*) FROM journal
                  WHERE status IN ('predicted', 'predicted_refused')
                  """));
    }
  }

  private Profile.Opened open(Path root) {
    return Profile.in(root, Profile.DEFAULT_NAME).open(codec, new Random(5), NOW);
  }

  private static Path folder(Path root) {
    return Profile.in(root, Profile.DEFAULT_NAME).folder();
  }

  private static Path log(Path root) {
    return SetAside.log(folder(root).resolve(Profile.DATABASE));
  }

  /** As after a crash: with the log, and without its index, which lies in shared memory. */
  private Path copyOf(Path root, String name) throws Exception {
    Path copy = data.resolve("copies").resolve(name);
    Files.createDirectories(folder(copy));
    try (Stream<Path> files = Files.list(folder(root))) {
      for (Path it : files.filter(f -> !f.toString().endsWith("-shm")).toList()) {
        Files.copy(it, folder(copy).resolve(it.getFileName()));
      }
    }
    return copy;
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int before = raw.read();
      raw.seek(at);
      raw.write(before ^ 0xFF);
    }
  }
}
