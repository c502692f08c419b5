package dev.offing.simulator.bench;

import dev.offing.simulator.bench.Report.Row;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.Head;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A profile after a long life: how large its file is once the book was folded, and how long it
 * takes to open. A life is ten years here, evenly played: what is younger than 90 days has its
 * payload beside its row, as it is kept in case the server forgets (docs/design/sync.md 5.7).
 */
final class HistoryBench {
  private static final double MOST_MB = 64;
  private static final double OPEN_MS = 300;
  private static final int OPENINGS = 7;
  private static final int CHUNK = 5_000;
  private static final long YEARS_MS = 10L * 365 * 24 * 3_600_000;
  private static final long PAYLOAD_MS = 90L * 24 * 3_600_000;

  private final BenchProfile profile;
  private final int mutations;
  private final int keep;
  private final Consumer<String> progress;
  private final Random random = new Random(3);
  private Money balance = Money.ZERO;

  /**
   * A bench.
   *
   * @param mutations in that life
   * @param keep rows that a fold leaves
   */
  HistoryBench(Path folder, int mutations, int keep, Consumer<String> progress) {
    this.profile = new BenchProfile(folder, "history");
    this.mutations = mutations;
    this.keep = keep;
    this.progress = progress;
  }

  List<Row> run() throws IOException {
    live();
    double[] times = new double[OPENINGS];
    for (int i = 0; i < OPENINGS; i++) {
      long begin = System.nanoTime();
      Ledger ledger = profile.ledger();
      times[i] = (System.nanoTime() - begin) / 1e6;
      ledger.close();
    }
    Arrays.sort(times);
    double megabytes = Files.size(profile.file()) / (1024.0 * 1024);
    String of = "%,d mutations in ten years: ".formatted(mutations);
    return List.of(
        Row.under(of + "the profile's file", megabytes, "MB", MOST_MB),
        Row.under(of + "opening it", times[OPENINGS / 2], "ms", OPEN_MS));
  }

  private void live() {
    long begin = profile.clock.nowMs();
    long end = begin + YEARS_MS;
    long step = Math.max(1, YEARS_MS / mutations);
    try (Ledger ledger = profile.ledger()) {
      String incarnation = ledger.load().identity().incarnation();
      Head head = ledger.load().acked();
      for (int done = 0; done < mutations; done += CHUNK) {
        List<Chained> gestures = new ArrayList<>();
        List<JournalRow> rows = new ArrayList<>();
        List<Change.Settled> settled = new ArrayList<>();
        for (int i = done; i < Math.min(mutations, done + CHUNK); i++) {
          long at = begin + i * step;
          boolean kept = at > end - PAYLOAD_MS;
          Mutation mutation = mutation(incarnation, head.seq() + 1, at);
          JournalRow row = row(mutation);
          rows.add(row);
          if (kept) {
            Chained next = Chained.link(head.hash(), mutation, head.seq() + 1);
            head = new Head(next.seq(), next.hash());
            gestures.add(next);
            settled.add(settled(next, row));
          }
        }
        ledger.write(
            Change.of(gestures, rows, new Change.Predicted(balance, end)).withSettled(settled));
        while (ledger.fold(keep)) {
          // as the game does it, every hour
        }
        if (done % (CHUNK * 20) == 0) {
          progress.accept("history: %,d of %,d mutations".formatted(done, mutations));
        }
      }
    }
  }

  private Mutation mutation(String incarnation, long seq, long at) {
    return new Mutation(
        UuidV7.of(at, random.nextLong(), random.nextLong()),
        new Origin(incarnation, seq),
        at,
        Command.buy("rowboat", 1 + random.nextInt(9), 0, Money.of(123_456_789)),
        profile.fleet.catalog().hash());
  }

  private JournalRow row(Mutation mutation) {
    Money earned = Money.of(1_000_000_000L + random.nextInt(1_000_000_000));
    Money moved = Money.of(-random.nextInt(1_000_000_000));
    balance = balance.plus(earned).plus(moved);
    return new JournalRow(
        Journal.entryId(Journal.cause(mutation)),
        mutation.id(),
        mutation.at(),
        mutation.command().kind(),
        "{\"count\":\"1\",\"producer\":\"rowboat\"}",
        earned,
        moved,
        balance,
        Status.CONFIRMED,
        null,
        null,
        List.of(
            new Posting(Posting.MINT, earned.negated()),
            new Posting(Posting.PURSE, earned),
            new Posting(Posting.PURSE, moved),
            new Posting(Posting.SHOP, moved.negated())));
  }

  private static Change.Settled settled(Chained next, JournalRow row) {
    Result result =
        new Result(
            next.mutation().id(),
            Outcome.APPLIED,
            null,
            false,
            row.at(),
            row.postings().subList(2, 4));
    return new Change.Settled(
        next, result, new EpochVersion("e0".repeat(16), next.seq()), next.mutation().at());
  }
}
