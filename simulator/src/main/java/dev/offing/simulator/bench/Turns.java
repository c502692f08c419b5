package dev.offing.simulator.bench;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Measures two things in turns, A B A B, first some rounds for the compiler, then those that count.
 * Medians, because a busy machine only ever adds.
 *
 * @param warmUps rounds that do not count
 * @param rounds rounds that do
 */
public record Turns(int warmUps, int rounds) {

  /** Does one round of work and says how long it took. */
  @FunctionalInterface
  public interface Work {
    /**
     * @return nanoseconds of what is to be measured, without its preparation
     */
    long run() throws Exception;
  }

  /** The medians, in nanoseconds. */
  public record Medians(double ours, double floor) {}

  /**
   * Runs both.
   *
   * @param progress told the number of each round, from 1, before it begins
   */
  public Medians run(Work ours, Work floor, IntConsumer progress) throws Exception {
    long[] a = new long[rounds];
    long[] b = new long[rounds];
    for (int round = -warmUps; round < rounds; round++) {
      progress.accept(round + warmUps + 1);
      long mine = ours.run();
      long bare = floor.run();
      if (round >= 0) {
        a[round] = mine;
        b[round] = bare;
      }
    }
    return new Medians(median(a), median(b));
  }

  /** All rounds, those that do not count included. */
  int all() {
    return warmUps + rounds;
  }

  static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] / 2.0 + sorted[middle] / 2.0;
  }
}
