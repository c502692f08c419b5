package dev.offing.client;

import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.clock.Moment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The computer's clocks, moved on at will: for figures and pictures of what takes hours.
 * Thread-safe.
 */
final class ShiftedClock implements DeviceClock {

  private final DeviceClock computer = DeviceClock.system();
  private final AtomicLong shiftMs = new AtomicLong();

  /** Lets so much time pass at once. */
  void advance(long ms) {
    shiftMs.addAndGet(ms);
  }

  @Override
  public Moment read() {
    return computer.read().plus(shiftMs.get());
  }
}
