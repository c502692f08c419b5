package dev.offing.sync.clock;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the server's time (docs/design/sync.md 2).
 *
 * <p>While the device is awake the estimate is an anchor, won from a ping, plus the monotonic time
 * since; the wall clock may say what it likes. A monotonic clock stands still in sleep, so when
 * wall minus monotonic moved by more than five seconds (a suspend, or somebody set the clock), and
 * after a restart, the estimate falls back to the wall clock plus the last offset, never before the
 * last known server time, and is marked unverified until the next answer. A guess is never taken
 * for known: a wall clock that was a day ahead for a minute leaves no trace.
 *
 * <p>Of several answers the one with the shortest round trip wins; its lead wears off, so that a
 * drifting clock is followed. An answer to a question from before a jump is not taken: while the
 * device slept, its round trip stood still.
 *
 * <p>Not thread-safe: belongs to whoever owns the session.
 */
public final class ServerClock {
  /** A change of wall minus monotonic beyond this is a jump, ms. */
  static final long JUMP_MS = 5_000;

  /**
   * How much of a round trip an old answer's lead loses each second, ms. An answer is off by half
   * its round trip at most, so this follows a drift of 500 ppm, ten times that of a poor quartz.
   */
  private static final long WEAR_PER_S_MS = 1;

  private long offsetMs;
  private long knownMs;
  private @Nullable Anchor anchor;

  /** Wall minus monotonic, ms, where the last jump, anchor or, before both, look was. */
  private @Nullable Long steady;

  /** When the last jump was noticed, monotonic ms. */
  private long jumpedAtMs = Long.MIN_VALUE;

  /**
   * @param serverMs server time at the anchor
   * @param roundTripMs of the answer that it was won from
   */
  private record Anchor(long serverMs, long monotonicMs, long roundTripMs) {
    long at(Moment device) {
      return serverMs + device.monotonicMs() - monotonicMs;
    }
  }

  /**
   * @param offsetMs server minus wall clock, as it was last known; 0 when it never was
   * @param knownMs the last known server time; 0 for none
   */
  public ServerClock(long offsetMs, long knownMs) {
    this.offsetMs = offsetMs;
    this.knownMs = knownMs;
  }

  /**
   * The estimate, ms of server time. Never before {@link #knownMs}; while it is verified it goes
   * back only when a better answer says so.
   */
  public long now(Moment device) {
    check(device);
    Anchor a = anchor;
    if (a == null) {
      return Math.max(knownMs, device.wallMs() + offsetMs);
    }
    knownMs = Math.max(knownMs, a.at(device));
    return knownMs;
  }

  /** Whether the estimate rests on an answer since the last start, suspend or clock change. */
  public boolean verified() {
    return anchor != null;
  }

  /** Server minus wall clock, ms: what the device's own clock is wrong by. */
  public long offsetMs() {
    return offsetMs;
  }

  /** The last known server time, ms; no guess counts. 0 for none. */
  public long knownMs() {
    return knownMs;
  }

  /**
   * Looks for a jump.
   *
   * @return true when one was found now: ask the server at once
   */
  public boolean check(Moment device) {
    long apart = device.wallMs() - device.monotonicMs();
    Long before = steady;
    if (before == null) {
      steady = apart;
      return false;
    }
    if (Math.abs(apart - before) <= JUMP_MS) {
      return false;
    }
    Anchor a = anchor;
    if (a != null) {
      // However long it slept, the server's clock went on at least as far as the monotonic one.
      knownMs = Math.max(knownMs, a.at(device));
    }
    anchor = null;
    steady = apart;
    jumpedAtMs = device.monotonicMs();
    return true;
  }

  /**
   * Takes an answer.
   *
   * @param sentMonotonicMs the device's monotonic clock when the question left
   * @param serverArrivedMs server time when it arrived there
   * @param serverLeftMs server time when the answer left
   * @return whether the answer was taken; one over a slower way than the last is not, and none to a
   *     question from before a jump
   */
  public boolean answer(
      long sentMonotonicMs, long serverArrivedMs, long serverLeftMs, Moment device) {
    check(device);
    if (sentMonotonicMs < jumpedAtMs) {
      return false;
    }
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
    anchor = new Anchor(server, device.monotonicMs(), roundTrip);
    steady = device.wallMs() - device.monotonicMs();
    offsetMs = server - device.wallMs();
    // What was known before may have been a slower way's mistake: the better answer stands.
    knownMs = server;
    return true;
  }
}
