package dev.offing.server.cluster;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The economy's clock on one node (docs/design/sync.md 2): the time of the common Redis, carried on
 * by the machine's monotonic clock, slewed by at most five per cent and never backward.
 *
 * <p>A node that is more than 250 ms off the cluster is not ready, nor is one after a jump of the
 * reference by more than 5 s. A jump forward that three samples confirm is a machine that was
 * asleep: the clock steps. A jump backward cannot be followed, since time that was handed out would
 * come again: the node stays not ready until the reference is right, or it is started anew.
 *
 * <p>Safe for use by many threads; {@link #sample} blocks for one round trip.
 */
public final class NodeClock {
  private static final Logger log = LoggerFactory.getLogger(NodeClock.class);
  private static final long READY_WITHIN_US = 250_000;
  private static final long JUMP_US = 5_000_000;
  private static final int JUMP_CONFIRMATIONS = 3;
  private static final long SLEW_DIVISOR = 20;
  private static final long SLOWEST_ROUND_TRIP_US = 500_000;

  /** After so many samples, an old one of a short round trip no longer beats the newer ones. */
  private static final int WINDOW = 8;

  private final ReferenceClock reference;
  private final LongSupplier nanos;

  private boolean started;
  private long offsetUs;
  private long slewedAtUs;
  private long targetUs;
  private long targetRoundTripUs;
  private int targetAge;
  private int jumpSamples;
  private long jumpUs;
  private long lastMs;

  /**
   * A clock that has to be sampled once before it is read.
   *
   * @param nanos monotonic, as {@link System#nanoTime}
   */
  public NodeClock(ReferenceClock reference, LongSupplier nanos) {
    this.reference = reference;
    this.nanos = nanos;
  }

  /**
   * Compares with the reference once; to be called about every second.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the reference does not answer
   */
  public void sample() {
    long before = nanos.getAsLong();
    long reading = reference.micros();
    long after = nanos.getAsLong();
    take(reading, before / 1_000, after / 1_000);
  }

  /** Milliseconds since 1970 by the cluster; never less than it answered before. */
  public synchronized long now() {
    if (!started) {
      throw new IllegalStateException("the clock was never sampled");
    }
    long monotonicUs = nanos.getAsLong() / 1_000;
    slew(monotonicUs);
    lastMs = Math.max(lastMs, (monotonicUs + offsetUs) / 1_000);
    return lastMs;
  }

  /** Why accounts must not be judged by this clock now; empty when they may. */
  public synchronized Optional<String> notReady() {
    if (!started) {
      return Optional.of("the clock of Redis was not read yet");
    }
    if (jumpSamples > 0) {
      return Optional.of(
          "the clock of Redis jumped by %d ms; where it is wrong, correct it and start the nodes anew"
              .formatted(jumpUs / 1_000));
    }
    slew(nanos.getAsLong() / 1_000);
    long off = targetUs - offsetUs;
    return Math.abs(off) > READY_WITHIN_US
        ? Optional.of("the clock of this node is %d ms off".formatted(-off / 1_000))
        : Optional.empty();
  }

  private synchronized void take(long readingUs, long beforeUs, long afterUs) {
    long roundTripUs = afterUs - beforeUs;
    long measuredUs = readingUs + roundTripUs / 2 - afterUs;
    if (!started) {
      started = true;
      step(measuredUs, roundTripUs, afterUs);
      return;
    }
    if (roundTripUs > SLOWEST_ROUND_TRIP_US) {
      return;
    }
    slew(afterUs);
    long offUs = measuredUs - offsetUs;
    if (Math.abs(offUs) > JUMP_US) {
      jumpSamples++;
      jumpUs = offUs;
      if (offUs > 0 && jumpSamples >= JUMP_CONFIRMATIONS) {
        log.warn("the clock of Redis went on by {} ms at once; following it", offUs / 1_000);
        step(measuredUs, roundTripUs, afterUs);
      }
      return;
    }
    jumpSamples = 0;
    targetAge++;
    if (roundTripUs <= targetRoundTripUs || targetAge >= WINDOW) {
      target(measuredUs, roundTripUs);
    }
  }

  private void step(long measuredUs, long roundTripUs, long monotonicUs) {
    jumpSamples = 0;
    offsetUs = measuredUs;
    slewedAtUs = monotonicUs;
    target(measuredUs, roundTripUs);
  }

  private void target(long measuredUs, long roundTripUs) {
    targetUs = measuredUs;
    targetRoundTripUs = roundTripUs;
    targetAge = 0;
  }

  private void slew(long monotonicUs) {
    long mostUs = Math.max(0, monotonicUs - slewedAtUs) / SLEW_DIVISOR;
    if (mostUs == 0) {
      return; // too short a time to count; what is lost here would add up to nothing moving at all
    }
    long offUs = targetUs - offsetUs;
    offsetUs += Math.max(-mostUs, Math.min(mostUs, offUs));
    slewedAtUs = monotonicUs;
  }
}
