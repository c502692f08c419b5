package dev.offing.sync.economy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Postings that sum to zero, with their cause, acting at one time. The id is a hash of the cause,
 * never random, so that the same cause can act only once. Source: docs/design/sync.md 1 and 4.5.
 *
 * @param at economy time in milliseconds
 * @param cause what made it, for the book
 * @param effect what it does beside; null for nothing
 */
public record Entry(
    String id, long at, String cause, List<Posting> postings, @Nullable Effect effect) {

  /** An entry that only moves money. */
  public Entry(String id, long at, String cause, List<Posting> postings) {
    this(id, at, cause, postings, null);
  }

  public Entry {
    postings = List.copyOf(postings);
    Checks.that(!id.isBlank(), "An entry has an id.");
    Money sum = Posting.sum(postings);
    if (sum.signum() != 0) {
      throw new IllegalArgumentException(
          "The postings of entry " + id + " sum to " + sum + "; they must sum to zero.");
    }
  }

  /** The same cause, acting at another time. */
  public Entry actingAt(long time) {
    return new Entry(id, time, cause, postings, effect);
  }

  /** What it really moved, where that depends on what it found. */
  Entry moving(List<Posting> moved) {
    return new Entry(id, at, cause, moved, effect);
  }
}
