package dev.offing.simulator.bench.server;

import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.simulator.bench.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** {@code bench server}: what a call costs the server's processor, in turns with the bare one. */
final class ServerBench {
  private static final double NO_REDIS = 1.25;
  private static final double ONE_COMMAND = 1.15;

  /**
   * How much is measured.
   *
   * @param callers at once
   * @param calls of each of them in a round
   * @param warmUps rounds that do not count
   * @param rounds rounds that do
   */
  record Size(int callers, int calls, int warmUps, int rounds) {
    /** Some two minutes on a quiet machine. */
    static final Size FULL = new Size(32, 300, 5, 9);
  }

  private final Path folder;
  private final Size size;
  private final Consumer<String> progress;

  ServerBench(Path folder, Size size, Consumer<String> progress) {
    this.folder = folder;
    this.size = size;
    this.progress = progress;
  }

  Report run() throws Exception {
    Path data = Files.createDirectories(folder.resolve("server"));
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
        MeasuredServer ours = MeasuredServer.offing(data, redis.address());
        MeasuredServer bare = MeasuredServer.bare(data, redis.address());
        Callers ofOurs = new Callers(ours.address(), size.callers(), true);
        Callers ofBare = new Callers(bare.address(), size.callers(), false)) {
      List<Report.Row> rows = new ArrayList<>();
      rows.add(row("action, no Redis", "echo", NO_REDIS, ours, ofOurs, bare, ofBare));
      rows.add(
          row("action with one Redis command", "lookUp", ONE_COMMAND, ours, ofOurs, bare, ofBare));
      return new Report("server", rows);
    }
  }

  private Report.Row row(
      String name,
      String action,
      double most,
      MeasuredServer ours,
      Callers ofOurs,
      MeasuredServer bare,
      Callers ofBare)
      throws Exception {
    double[] a = new double[size.rounds()];
    double[] b = new double[size.rounds()];
    for (int round = -size.warmUps(); round < size.rounds(); round++) {
      progress.accept("%s, round %d".formatted(name, round + size.warmUps() + 1));
      double mine = coreMs(ours, ofOurs, action);
      double floor = coreMs(bare, ofBare, action);
      if (round >= 0) {
        a[round] = mine;
        b[round] = floor;
      }
    }
    return Report.Row.under(name, median(a), median(b), "core-ms per 1,000", most);
  }

  private double coreMs(MeasuredServer server, Callers callers, String action) throws Exception {
    long before = server.cpuNanos();
    callers.call(action, size.calls());
    long used = server.cpuNanos() - before;
    return used / 1e6 / (size.callers() * (double) size.calls()) * 1_000;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
