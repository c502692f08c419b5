package dev.offing.sync.clock;

/** Reads both clocks of the device; a test's reads what it was told. */
@FunctionalInterface
public interface DeviceClock {
  /** Now. */
  Moment read();

  /** The clocks of this computer. */
  static DeviceClock system() {
    return () -> new Moment(System.currentTimeMillis(), System.nanoTime() / 1_000_000);
  }
}
