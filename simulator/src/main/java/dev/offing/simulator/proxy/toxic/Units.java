package dev.offing.simulator.proxy.toxic;

/** Sums of moments and spans that anybody may have asked for: they end at never. */
final class Units {
  static final long NANOS_PER_MS = 1_000_000;
  private static final long MOST_MS = Long.MAX_VALUE / NANOS_PER_MS;

  private Units() {}

  static long nanos(long ms) {
    return ms > MOST_MS ? Time.NEVER : Math.max(0, ms) * NANOS_PER_MS;
  }

  /** At most never. */
  static long plus(long at, long nanos) {
    return nanos > Time.NEVER - at ? Time.NEVER : at + nanos;
  }
}
