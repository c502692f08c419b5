package dev.offing.simulator.bench;

import dev.offing.simulator.bench.Turns.Medians;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.Prediction;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a rebase of a long absence costs: judging the whole outbox again, and, where every
 * prediction changes, writing all of its rows in one transaction.
 */
final class ReplayBench {

  static final double PURE_MS = 50;
  static final double ROWS_TIMES = 3;

  private static final int CHUNK = 100;

  private final BenchProfile profile;
  private final Path copy;
  private final int pending;
  private final Consumer<String> progress;

  ReplayBench(Path folder, int pending, Consumer<String> progress) {
    this.profile = new BenchProfile(folder, "replay");
    this.copy = folder.resolve("replay-floor.db");
    this.pending = pending;
    this.progress = progress;
  }

  /** Plays online for a moment, then offline until the outbox is full. */
  void prepare() {
    progress.accept("replay: filling an outbox with %,d purchases".formatted(pending));
    try (SyncEngine engine = profile.engine()) {
      profile.buy(engine, 1);
      engine.useServer(BenchServer.ADDRESS);
      profile.server.run();
      profile.server.leavePushesUnanswered();
      engine.useServer(null);
      for (int done = 0; done < pending; done += CHUNK) {
        profile.buy(engine, Math.min(CHUNK, pending - done));
      }
      require(engine.status().pending(), "purchases pending");
    }
  }

  /** Judges the outbox on top of the confirmed state. */
  Report.Row pure(Turns turns) throws Exception {
    String name = "pure replay of %,d pending".formatted(pending);
    Contents contents;
    try (Ledger ledger = profile.ledger()) {
      contents = ledger.load();
    }
    require(contents.outbox().size(), "rows in the outbox");
    Play start = Play.of(Objects.requireNonNull(contents.confirmed()).state());
    Rulebook rules = Rulebook.of(profile.fleet.catalog());
    Medians times =
        turns.run(
            () -> {
              long begin = System.nanoTime();
              Prediction made =
                  Prediction.of(start, contents.outbox(), profile.clock.nowMs(), rules);
              long time = System.nanoTime() - begin;
              require(made.judged().size(), "predictions");
              return time;
            },
            () -> 0,
            round -> progress.accept("%s: %d of %d".formatted(name, round, turns.all())));
    return Report.Row.under(name, times.ours() / 1e6, "ms", PURE_MS);
  }

  /** Lets the engine take a commit that changes every prediction. */
  Report.Row withRows(Turns turns) throws Exception {
    String name = "replay of %,d pending with rows".formatted(pending);
    SyncEngine engine = profile.engine();
    try {
      engine.useServer(BenchServer.ADDRESS);
      profile.server.run();
      try (LedgerRows rows = new LedgerRows(profile.file());
          RawBook raw = new RawBook(copy, profile.file())) {
        Medians times =
            turns.run(
                () -> rebase(rows),
                () -> raw.rewrite(rows.predicted()),
                round -> progress.accept("%s: %d of %d".formatted(name, round, turns.all())));
        // The floor has not written what a commit brings besides.
        raw.requireSame(profile.file(), List.of("confirmed", "section", "purse", "clock"));
        return Report.Row.under(name, times.ours() / 1e6, times.floor() / 1e6, "ms", ROWS_TIMES);
      }
    } finally {
      engine.close();
    }
  }

  private long rebase(LedgerRows rows) throws Exception {
    String frame = profile.server.giftAtTheStart();
    Object[] before = rows.predicted().getFirst();
    long start = System.nanoTime();
    profile.server.deliver(frame);
    long time = System.nanoTime() - start;
    List<Object[]> after = rows.predicted();
    require(after.size(), "predicted rows");
    int balance = RawBook.REWRITTEN.indexOf("balance");
    if (before[balance].equals(after.getFirst()[balance])) {
      throw new IllegalStateException("the engine did not rebase");
    }
    return time;
  }

  private void require(int found, String what) {
    if (found != pending) {
      throw new IllegalStateException("%d %s instead of %d".formatted(found, what, pending));
    }
  }
}
