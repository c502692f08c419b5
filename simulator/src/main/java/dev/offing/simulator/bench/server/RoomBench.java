package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a line in a room on two nodes costs both servers for each who hears it, and how many are
 * heard in a second. The bare servers pass the same lines on over Redis.
 */
final class RoomBench {
  private static final double DELIVERY = 1.1;
  private static final double DELIVERIES = 250_000;

  /** Lines that were said and not heard by all: enough to keep both nodes busy. */
  private static final int UNDER_WAY = 4;

  /**
   * How much is measured.
   *
   * @param members of the room, on both nodes together
   * @param lines that are said in a round
   * @param warmUps rounds that do not count
   * @param rounds rounds that do
   */
  record Size(int members, int lines, int warmUps, int rounds) {}

  private final Size size;
  private final Consumer<String> progress;

  RoomBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(Path data, URI redis) throws Exception {
    int members = size.members();
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
      progress.accept(
          "the bare servers delivered %,.0f a second".formatted(Samples.median(bareRate)));
      return List.of(
          Report.Row.under(
              name, Samples.median(ours), Samples.median(bare), "core-ms per 1,000", DELIVERY),
          Report.Row.atLeast(name + ", at once", Samples.median(rate), "a second", DELIVERIES));
    }
  }

  /** What a round of lines cost, for 1,000 deliveries, and how many there were in a second. */
  private record Heard(double coreMs, double aSecond) {}

  private Heard heard(Subscribers members, int round, MeasuredServer one, MeasuredServer two)
      throws Exception {
    long before = one.cpuNanos() + two.cpuNanos();
    long nanos = members.hear(size.lines(), UNDER_WAY, "r%d-".formatted(round));
    long used = one.cpuNanos() + two.cpuNanos() - before;
    double deliveries = (double) size.lines() * size.members();
    return new Heard(used / 1e6 / deliveries * 1_000, deliveries / (nanos / 1e9));
  }
}
