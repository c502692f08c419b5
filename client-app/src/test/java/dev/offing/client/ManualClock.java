package dev.offing.client;

import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.clock.Moment;

/** Both clocks of a device; they stand still until they are told. */
public final class ManualClock implements DeviceClock {
  private volatile Moment now;

  public ManualClock(long wallMs) {
    now = new Moment(wallMs, 1_000_000);
  }

  public void advance(long ms) {
    now = now.plus(ms);
  }

  @Override
  public Moment read() {
    return now;
  }
}
