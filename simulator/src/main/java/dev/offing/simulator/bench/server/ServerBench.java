package dev.offing.simulator.bench.server;

import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.simulator.bench.Report;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code bench server}: what calls and lines in a room cost the server's processor, in turns with
 * the bare one.
 */
final class ServerBench {
  private static final double NO_REDIS = 1.25;
  private static final double ONE_COMMAND = 1.15;
  private static final double DELIVERY = 1.1;
  private static final double DELIVERIES = 250_000;

  /** Lines that were said and not heard by all: enough to keep both nodes busy. */
  private static final int UNDER_WAY = 4;

  /**
   * How much is measured.
   *
   * @param callers at once
   * @param calls of each of them in a round
   * @param warmUps rounds that do not count
   * @param rounds rounds that do
   * @param crowd in a room
   */
  record Size(int callers, int calls, int warmUps, int rounds, Crowd crowd) {
    /** Some three minutes on a quiet machine. */
    static final Size FULL = new Size(32, 300, 5, 9, new Crowd(1_000, 100));
  }

  /**
   * A room.
   *
   * @param members of it, on all nodes together
   * @param lines that are said in a round
   */
  record Crowd(int members, int lines) {}

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
      rows.addAll(rooms(data, redis.address()));
      return new Report("server", rows);
    }
  }

  private List<Report.Row> rooms(Path data, URI redis) throws Exception {
    int members = size.crowd().members();
    try (MeasuredServer one = MeasuredServer.node(data, redis, 1);
        MeasuredServer two = MeasuredServer.node(data, redis, 2);
        MeasuredServer bareOne = MeasuredServer.bare(data, redis);
        MeasuredServer bareTwo = MeasuredServer.bare(data, redis);
        Subscribers ofOurs = new Subscribers(List.of(one.address(), two.address()), members, true);
        Subscribers ofBare =
            new Subscribers(List.of(bareOne.address(), bareTwo.address()), members, false)) {
      double[] ours = new double[size.rounds()];
      double[] bare = new double[size.rounds()];
      double[] rate = new double[size.rounds()];
      double[] bareRate = new double[size.rounds()];
      for (int round = -size.warmUps(); round < size.rounds(); round++) {
        progress.accept("room delivery, round %d".formatted(round + size.warmUps() + 1));
        Heard mine = heard(ofOurs, round, one, two);
        Heard floor = heard(ofBare, round, bareOne, bareTwo);
        if (round >= 0) {
          ours[round] = mine.coreMs();
          bare[round] = floor.coreMs();
          rate[round] = mine.aSecond();
          bareRate[round] = floor.aSecond();
        }
      }
      String name = "room delivery, %,d members on 2 nodes".formatted(members);
      progress.accept("the bare servers delivered %,.0f a second".formatted(median(bareRate)));
      return List.of(
          Report.Row.under(name, median(ours), median(bare), "core-ms per 1,000", DELIVERY),
          Report.Row.atLeast(name + ", at once", median(rate), "a second", DELIVERIES));
    }
  }

  /** What a round of lines cost, for 1,000 deliveries, and how many there were in a second. */
  private record Heard(double coreMs, double aSecond) {}

  private Heard heard(Subscribers members, int round, MeasuredServer one, MeasuredServer two)
      throws Exception {
    long before = one.cpuNanos() + two.cpuNanos();
    int lines = size.crowd().lines();
    long nanos = members.hear(lines, UNDER_WAY, "r%d-".formatted(round));
    long used = one.cpuNanos() + two.cpuNanos() - before;
    double deliveries = (double) lines * size.crowd().members();
    return new Heard(used / 1e6 / deliveries * 1_000, deliveries / (nanos / 1e9));
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
