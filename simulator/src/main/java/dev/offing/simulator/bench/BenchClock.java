package dev.offing.simulator.bench;

import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.clock.Moment;

/** A device's clock that moves when it is told to. Not thread-safe. */
final class BenchClock implements DeviceClock {

  /** 2026-01-01 00:00 UTC. */
  private static final long START_MS = 1_767_225_600_000L;

  private long elapsedMs;

  @Override
  public Moment read() {
    return new Moment(START_MS + elapsedMs, elapsedMs);
  }

  void advance(long ms) {
    elapsedMs += ms;
  }

  long nowMs() {
    return START_MS + elapsedMs;
  }
}
