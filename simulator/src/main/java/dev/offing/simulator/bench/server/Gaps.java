package dev.offing.simulator.bench.server;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long after the tick before each tick came, by the millisecond. Safe for use by many threads.
 */
final class Gaps {
  private static final int LONGEST_MS = 60_000;

  private final int[] byMs = new int[LONGEST_MS + 1];
  private long ticks;

  /**
   * What was seen.
   *
   * @param ticks how many came
   * @param p50Ms half of the gaps were not longer
   * @param p99Ms nor were all but a hundredth
   */
  record Seen(long ticks, int p50Ms, int p99Ms) {}

  /**
   * Adds ticks of one client that came together.
   *
   * @param gapNanos since the one before, for the first of them; negative where there was none
   */
  synchronized void add(int more, long gapNanos) {
    ticks += more;
    if (gapNanos >= 0) {
      byMs[(int) Math.min(LONGEST_MS, TimeUnit.NANOSECONDS.toMillis(gapNanos))]++;
    }
    byMs[0] += more - 1;
  }

  /** What was seen since this was asked last. */
  synchronized Seen taken() {
    Seen seen = new Seen(ticks, quantile(0.5), quantile(0.99));
    ticks = 0;
    Arrays.fill(byMs, 0);
    return seen;
  }

  private int quantile(double share) {
    long all = 0;
    for (int count : byMs) {
      all += count;
    }
    long upTo = 0;
    for (int ms = 0; ms < byMs.length; ms++) {
      upTo += byMs[ms];
      if (upTo >= share * all) {
        return ms;
      }
    }
    return LONGEST_MS;
  }
}
