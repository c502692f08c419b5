package dev.offing.simulator.bench;

import dev.offing.simulator.bench.LedgerRows.Gestures;
import dev.offing.simulator.bench.Turns.Medians;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How fast gestures become durable: through the engine (rules, prediction, JSON, hash chain,
 * ledger), beside bare SQLite writing the rows that the engine has just written.
 */
final class GestureBench {

  static final double ONE_BY_ONE_SHARE = 0.80;
  static final double BATCH_SHARE = 0.60;
  static final int BATCH = 100;

  private final Path folder;
  private final Consumer<String> progress;
  private @Nullable Gestures written;

  GestureBench(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Lets the compiler see the work before anything counts: it compiles for good only after some ten
   * thousand gestures, and a game runs for hours.
   *
   * @param gestures half of them one by one
   */
  void warmUp(String profileName, int gestures) {
    progress.accept("warming up: " + profileName);
    BenchProfile profile = new BenchProfile(folder, profileName);
    try (SyncEngine engine = profile.engine()) {
      for (int i = 0; i < gestures / 2; i++) {
        profile.buyOne(engine, profile.fleet.next());
      }
      for (int i = 0; i < gestures / 2; i += BATCH) {
        profile.buy(engine, BATCH);
      }
    }
  }

  /** Gestures one by one, so many a round. */
  Report.Row oneByOne(Turns turns, int gestures) throws Exception {
    String name = "durable gestures one by one";
    BenchProfile profile = new BenchProfile(folder, "one-by-one");
    Medians times =
        run(
            name,
            profile,
            turns,
            engine -> {
              List<Command> commands = profile.fleet.next(gestures);
              long start = System.nanoTime();
              for (Command command : commands) {
                profile.buyOne(engine, command);
              }
              return System.nanoTime() - start;
            },
            RawBook::writeOneByOne);
    return row(name, times, gestures, ONE_BY_ONE_SHARE);
  }

  /** Gestures by {@link #BATCH}, so many batches a round. */
  Report.Row batches(Turns turns, int batches) throws Exception {
    String name = "durable gestures by submitAll of " + BATCH;
    BenchProfile profile = new BenchProfile(folder, "batches");
    Medians times =
        run(
            name,
            profile,
            turns,
            engine -> {
              long start = System.nanoTime();
              for (int i = 0; i < batches; i++) {
                profile.buy(engine, BATCH);
              }
              return System.nanoTime() - start;
            },
            (raw, gestures) -> raw.writeBatches(gestures, BATCH));
    return row(name, times, batches * BATCH, BATCH_SHARE);
  }

  private interface Ours {
    long run(SyncEngine engine) throws Exception;
  }

  private interface Floor {
    long run(RawBook raw, Gestures gestures) throws Exception;
  }

  private Medians run(String name, BenchProfile profile, Turns turns, Ours ours, Floor floor)
      throws Exception {
    SyncEngine engine = profile.engine();
    try {
      profile.buy(engine, 1); // begins the account
      Path copy = folder.resolve(profile.name() + "-floor.db");
      try (LedgerRows rows = new LedgerRows(profile.file());
          RawBook raw = new RawBook(copy, profile.file())) {
        Medians medians =
            turns.run(
                () -> {
                  long time = ours.run(engine);
                  written = rows.gestures();
                  return time;
                },
                () -> floor.run(raw, Objects.requireNonNull(written)),
                round -> progress.accept("%s: %d of %d".formatted(name, round, turns.all())));
        raw.requireSame(profile.file(), List.of());
        return medians;
      }
    } finally {
      engine.close();
    }
  }

  private static Report.Row row(String name, Medians times, int gestures, double share) {
    return Report.Row.atLeast(
        name, gestures * 1e9 / times.ours(), gestures * 1e9 / times.floor(), "gestures/s", share);
  }
}
