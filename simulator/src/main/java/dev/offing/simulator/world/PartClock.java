package dev.offing.simulator.world;

import dev.offing.sync.clock.Moment;

/** The clocks of one machine: they may be wrong, drift, jump, and the monotonic one may sleep. */
public final class PartClock {
  private static final long MILLION = 1_000_000;

  private final Clockwork time;
  private long since;
  private long wallMs;
  private long monotonicMs;
  private long ppm;
  private boolean asleep;

  PartClock(Clockwork time, long monotonicMs) {
    this.time = time;
    this.since = time.now();
    this.wallMs = time.now();
    this.monotonicMs = monotonicMs;
  }

  /** Both clocks now. */
  public Moment read() {
    return new Moment(wallMs + passed(), monotonicMs());
  }

  /** The monotonic clock, ms. */
  public long monotonicMs() {
    return monotonicMs + (asleep ? 0 : passed());
  }

  private long passed() {
    long real = time.now() - since;
    return real + real * ppm / MILLION;
  }

  /** When the monotonic clock will show {@code ms}, in virtual time, at the earliest. */
  long whenMonotonic(long ms) {
    long left = ms - monotonicMs();
    return left <= 0 ? time.now() : time.now() + left - left * ppm / MILLION + (ppm > 0 ? 1 : 0);
  }

  /** How wrong the wall clock is now, ms. */
  public long skewMs() {
    return wallMs + passed() - time.now();
  }

  void jump(long ms) {
    rebase();
    wallMs += ms;
  }

  /** Both clocks at once: nobody who compares them notices. */
  void forge(long ms) {
    rebase();
    wallMs += ms;
    monotonicMs += ms;
  }

  void drift(long newPpm) {
    rebase();
    ppm = newPpm;
  }

  void sleep(boolean now) {
    rebase();
    asleep = now;
  }

  private void rebase() {
    long wall = wallMs + passed();
    long monotonic = monotonicMs();
    since = time.now();
    wallMs = wall;
    monotonicMs = monotonic;
  }
}
