package dev.offing.sync.clock;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the server's time (docs/design/sync.md 2).
 *
 * <p>While the device is awake the estimate is an anchor, won from a ping, plus the monotonic time
 * since; the wall clock may say what it likes. A monotonic clock stands still in sleep, so when
 * wall minus monotonic moved by more than five seconds (a suspend, or somebody set the clock), and
 * after a restart, the estimate falls back to the wall clock plus the last offset, never before the
 * latest server time known, and is marked unverified until the next answer.
 *
 * <p>Of several answers the one with the shortest round trip wins; its lead wears off, so that a
 * drifting clock is followed.
 *
 * <p>Not thread-safe: belongs to whoever owns the session.
 */
public final class ServerClock {
  /** A change of wall minus monotonic beyond this is a jump, ms. */
  static final long JUMP_MS = 5_000;

  /** How much of a round trip an old answer's lead loses each second, ms: 100 ppm of drift. */
  private static final long WEAR_PER_S_MS = 1;

  private long offsetMs;
  private long latestMs;
  private @Nullable Anchor anchor;

  /**
   * @param serverMs server time at the anchor
   * @param wallMinusMonotonicMs of the device there
   */
  private record Anchor(
      long serverMs, long monotonicMs, long wallMinusMonotonicMs, long roundTripMs) {}

  /**
   * @param offsetMs server minus wall clock, as it was last known; 0 when it never was
   * @param latestMs the latest server time known; 0 for none
   */
  public ServerClock(long offsetMs, long latestMs) {
    this.offsetMs = offsetMs;
    this.latestMs = latestMs;
  }

  /** The estimate, ms of server time; never goes back. */
  public long now(Moment device) {
    check(device);
    Anchor a = anchor;
    long estimate =
        a == null ? device.wallMs() + offsetMs : a.serverMs + device.monotonicMs() - a.monotonicMs;
    latestMs = Math.max(latestMs, estimate);
    return latestMs;
  }

  /** Whether the estimate rests on an answer since the last start, suspend or clock change. */
  public boolean verified() {
    return anchor != null;
  }

  /** Server minus wall clock, ms: what the device's own clock is wrong by. */
  public long offsetMs() {
    return offsetMs;
  }

  /** The latest server time known, ms; 0 for none. */
  public long latestMs() {
    return latestMs;
  }

  /**
   * Looks for a jump.
   *
   * @return true when one was found now: ask the server at once
   */
  public boolean check(Moment device) {
    Anchor a = anchor;
    if (a == null) {
      return false;
    }
    long moved = device.wallMs() - device.monotonicMs() - a.wallMinusMonotonicMs;
    if (Math.abs(moved) <= JUMP_MS) {
      return false;
    }
    anchor = null;
    return true;
  }

  /**
   * Takes an answer.
   *
   * @param sentMonotonicMs the device's monotonic clock when the question left
   * @param serverArrivedMs server time when it arrived there
   * @param serverLeftMs server time when the answer left
   * @return whether the answer was taken; one over a slower way than the last is not
   */
  public boolean answer(
      long sentMonotonicMs, long serverArrivedMs, long serverLeftMs, Moment device) {
    check(device);
    long roundTrip =
        Math.max(
            0,
            device.monotonicMs() - sentMonotonicMs - Math.max(0, serverLeftMs - serverArrivedMs));
    Anchor a = anchor;
    if (a != null) {
      long age = Math.max(0, device.monotonicMs() - a.monotonicMs);
      if (roundTrip > a.roundTripMs + WEAR_PER_S_MS * age / 1_000) {
        return false;
      }
    }
    long server = serverLeftMs + roundTrip / 2;
    anchor =
        new Anchor(server, device.monotonicMs(), device.wallMs() - device.monotonicMs(), roundTrip);
    offsetMs = server - device.wallMs();
    // A wrong guess from before the answer must not stand: the server's word is later knowledge.
    latestMs = server;
    return true;
  }
}
