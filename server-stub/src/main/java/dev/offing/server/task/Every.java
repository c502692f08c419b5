package dev.offing.server.task;

import java.util.Objects;

/**
 * A kind that runs by itself, once in each period of server time, on whichever node leads it.
 *
 * @param periodMs from 100; periods begin at multiples of it since 1970
 * @param missed what becomes of those in which no node was there
 */
public record Every(long periodMs, Missed missed) {
  private static final long LEAST_MS = 100;

  /** What becomes of missed periods; the one that runs now is none. */
  public enum Missed {
    /** Each is made up for, in order: the newest thousand. */
    EACH,
    /** The newest one is. */
    LATEST,
    /** None is. */
    NONE
  }

  /** Checks the parts. */
  public Every {
    Objects.requireNonNull(missed, "missed");
    if (periodMs < LEAST_MS) {
      throw new IllegalArgumentException("a period has at least 100 ms");
    }
  }
}
