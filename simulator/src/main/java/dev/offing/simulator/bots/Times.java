package dev.offing.simulator.bots;

import org.HdrHistogram.Histogram;

/**
 * How long something took, microseconds, to three digits; all 0 where it was not done.
 *
 * @param count how often it was done
 */
public record Times(long count, long p50Us, long p99Us, long p999Us, long maxUs) {
  static Times of(Histogram it) {
    return it.getTotalCount() == 0
        ? new Times(0, 0, 0, 0, 0)
        : new Times(
            it.getTotalCount(),
            it.getValueAtPercentile(50),
            it.getValueAtPercentile(99),
            it.getValueAtPercentile(99.9),
            it.getMaxValue());
  }
}
