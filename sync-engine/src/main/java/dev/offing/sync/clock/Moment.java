package dev.offing.sync.clock;

/**
 * Both clocks of a device, read together. Rules and session get it as a parameter and never read a
 * clock themselves.
 *
 * @param wallMs ms since 1970; may be wrong, may jump
 * @param monotonicMs ms since some moment; never goes back, stands still while the device sleeps
 */
public record Moment(long wallMs, long monotonicMs) {
  /** The same moment, so much later on both clocks. */
  public Moment plus(long ms) {
    return new Moment(wallMs + ms, monotonicMs + ms);
  }
}
