package dev.offing.sync.session;

import java.util.random.RandomGenerator;

/**
 * Waits between attempts: full jitter, so that a thousand clients of a restarted server do not come
 * back in the same moment.
 */
final class Backoff {
  /** The first wait is drawn from below this, ms; each next one from below twice as much. */
  static final long FIRST_MS = 500;

  /** No wait is longer, ms. */
  static final long LONGEST_MS = 30_000;

  /** A connection that stood so long, ms, makes the next wait a first one again. */
  static final long STABLE_MS = 60_000;

  private final RandomGenerator random;
  private int attempts;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next wait, ms. */
  long nextMs() {
    long ceiling = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempts, 16));
    attempts++;
    return random.nextLong(ceiling + 1);
  }

  void reset() {
    attempts = 0;
  }
}
