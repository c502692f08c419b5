package dev.offing.simulator.bench.server;

import java.util.Arrays;

/** What several measurements say together. */
final class Samples {
  private Samples() {}

  /** The middle one: what else a machine does only ever adds, now and then. */
  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** The smallest value that a share (0 to 1) of them does not exceed. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }
}
