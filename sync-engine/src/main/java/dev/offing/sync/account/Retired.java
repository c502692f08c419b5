package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Ids;

/**
 * What is kept of an incarnation that was longest unused: enough to dedupe what others carry of it.
 * Its own client gets {@code gap -1} and forks (docs/design/sync.md 4.1, 4.6).
 *
 * @param lastSeq the highest number that it took
 * @param lastHash the chain's link there
 * @param forgotten the highest own number whose id has left the id store
 * @param lastUsed the version at which it last took a number: of too many, the oldest goes
 */
public record Retired(long lastSeq, String lastHash, long forgotten, long lastUsed) {
  /** Checks the parts. */
  public Retired {
    Ids.hash(lastHash, "lastHash");
    if (lastSeq < 0 || forgotten < 0 || forgotten > lastSeq || lastUsed < 0) {
      throw new IllegalArgumentException(
          "a retired incarnation needs 0 <= forgotten <= lastSeq and lastUsed >= 0");
    }
  }

  static Retired of(Incarnation gone) {
    return new Retired(gone.lastSeq(), gone.lastHash(), gone.forgotten(), gone.lastUsed());
  }

  Retired forgettingTo(long number) {
    return new Retired(lastSeq, lastHash, Math.max(forgotten, number), lastUsed);
  }

  void canonical(Canonical c) {
    c.number("lastSeq", lastSeq)
        .text("lastHash", lastHash)
        .number("forgotten", forgotten)
        .number("lastUsed", lastUsed);
  }
}
