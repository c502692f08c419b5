package dev.offing.server.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How long something took, again and again: the values of a histogram. Safe for use by many
 * threads.
 */
public final class Spread {
  private static final double NANOS = 1e9;

  private final List<Double> boundsS;

  /** One for each bound, and one above them. */
  private final List<LongAdder> counts;

  private final LongAdder nanos = new LongAdder();

  /**
   * Nothing was counted yet.
   *
   * @param boundsS of the buckets, seconds, each above the one before
   */
  public Spread(List<Double> boundsS) {
    this.boundsS = List.copyOf(boundsS);
    this.counts = Stream.generate(LongAdder::new).limit(boundsS.size() + 1L).toList();
  }

  /** Counts one. */
  public void add(long tookNanos) {
    int at = 0;
    while (at < boundsS.size() && tookNanos > boundsS.get(at) * NANOS) {
      at++;
    }
    counts.get(at).increment();
    nanos.add(tookNanos);
  }

  /** How many took as long as each bound and longer than the one before, and longer than all. */
  public List<Long> counts() {
    return counts.stream().map(LongAdder::sum).toList();
  }

  /** The bounds of the buckets, seconds. */
  public List<Double> boundsS() {
    return boundsS;
  }

  /** All of them together. */
  public long nanos() {
    return nanos.sum();
  }
}
