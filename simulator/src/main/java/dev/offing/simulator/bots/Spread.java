package dev.offing.simulator.bots;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Times of one kind. Any thread may add; one asks. */
final class Spread {
  private static final long LONGEST_US = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(LONGEST_US, DIGITS);
  private final Histogram all = new Histogram(LONGEST_US, DIGITS);

  /** More than an hour counts as one. */
  void add(long nanos) {
    recorder.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_US));
  }

  /** What came since this was asked last. */
  Times lately() {
    Histogram interval = recorder.getIntervalHistogram();
    all.add(interval);
    return Times.of(interval);
  }

  /** All there was; what came lately is not told by {@link #lately} any more. */
  Times all() {
    all.add(recorder.getIntervalHistogram());
    return Times.of(all);
  }
}
