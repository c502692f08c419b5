package dev.offing.server.task;

import java.util.random.RandomGenerator;

/**
 * How a task is tried again: after the failure number n, somewhere between half of and all of
 * {@code firstMs * 2^(n-1)}, which is at most {@code mostMs}.
 *
 * @param attempts in all, 1 to 100; then it is a dead letter
 * @param firstMs after the first failure, at least 1
 * @param mostMs after any, not below {@code firstMs}
 */
public record Retry(int attempts, long firstMs, long mostMs) {
  /** Eight times within about two minutes. */
  public static final Retry STANDARD = new Retry(8, 1_000, 60_000);

  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_DOUBLINGS = 40;

  /** Checks the parts. */
  public Retry {
    if (attempts < 1 || attempts > MOST_ATTEMPTS || firstMs < 1 || mostMs < firstMs) {
      throw new IllegalArgumentException("a task is tried 1 to 100 times, after growing pauses");
    }
  }

  /** The pause after a failure, ms; the jitter keeps those that failed together apart. */
  long pauseMs(int failures, RandomGenerator random) {
    long doubled = firstMs << Math.min(failures - 1, MOST_DOUBLINGS);
    long whole = doubled >>> Math.min(failures - 1, MOST_DOUBLINGS) == firstMs ? doubled : mostMs;
    long most = Math.min(whole, mostMs);
    return most - random.nextLong(most / 2 + 1);
  }
}
