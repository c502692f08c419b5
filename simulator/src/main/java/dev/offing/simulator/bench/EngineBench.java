package dev.offing.simulator.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code bench engine}: what the engine adds to its disk, and what a rebase costs. */
final class EngineBench {

  /**
   * How much is measured.
   *
   * @param warmUps throw-away profiles that are played before anything counts
   * @param warmUpGestures in each of them
   * @param oneByOne turns of gestures one by one
   * @param gestures in each of these turns
   * @param batched turns of {@code submitAll}
   * @param batches in each of these turns
   * @param pure turns of replay alone
   * @param withRows turns of replay with rows
   * @param pending mutations in the outbox that is replayed, and drained
   * @param drainWarmUps outboxes that are drained before it counts
   * @param drains outboxes whose draining counts
   * @param judging turns of judging
   * @param pushes in each of these turns
   * @param history mutations in the life of a profile
   * @param kept rows that a fold of that history leaves
   */
  record Size(
      int warmUps,
      int warmUpGestures,
      Turns oneByOne,
      int gestures,
      Turns batched,
      int batches,
      Turns pure,
      Turns withRows,
      int pending,
      int drainWarmUps,
      int drains,
      Turns judging,
      int pushes,
      int history,
      int kept) {

    /** Some forty seconds; enough for the compiler and for medians that stay. */
    static final Size FULL =
        new Size(
            4,
            8_000,
            new Turns(5, 15),
            250,
            new Turns(6, 17),
            4,
            new Turns(15, 21),
            new Turns(6, 13),
            10_000,
            4,
            5,
            new Turns(10, 21),
            40,
            1_000_000,
            50_000);
  }

  private final Path folder;
  private final Size size;
  private final Consumer<String> progress;

  /**
   * @param folder on the disk that counts; files of the benchmark stay in it
   * @param progress told what is being done
   */
  EngineBench(Path folder, Size size, Consumer<String> progress) {
    this.folder = folder;
    this.size = size;
    this.progress = progress;
  }

  Report run() throws Exception {
    GestureBench gestures = new GestureBench(folder, progress);
    for (int i = 1; i <= size.warmUps(); i++) {
      gestures.warmUp("warm-up-" + i, size.warmUpGestures());
    }
    Report.Row oneByOne = gestures.oneByOne(size.oneByOne(), size.gestures());
    Report.Row batches = gestures.batches(size.batched(), size.batches());
    ReplayBench replay = new ReplayBench(folder, size.pending(), progress);
    replay.prepare();
    Report.Row pure = replay.pure(size.pure());
    Report.Row withRows = replay.withRows(size.withRows());
    Report.Row absence = new AbsenceBench(new BenchFleet().catalog(), progress).run(size.pure());
    List<Report.Row> rows = new ArrayList<>(List.of(oneByOne, batches, pure, withRows, absence));
    rows.addAll(new JudgeBench(size.pushes(), progress).run(size.judging()));
    rows.addAll(
        new DrainBench(folder, size.pending(), progress).run(size.drainWarmUps(), size.drains()));
    rows.addAll(new HistoryBench(folder, size.history(), size.kept(), progress).run());
    return new Report("engine", rows);
  }
}
