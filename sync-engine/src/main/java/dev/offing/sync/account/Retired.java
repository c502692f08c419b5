package dev.offing.sync.account;

import dev.offing.sync.mutation.Ids;

/**
 * What is kept of an incarnation that was longest unused: enough to dedupe what others carry of it.
 * Its own client gets {@code gap -1} and forks (docs/design/sync.md 4.1, 4.6).
 */
public record Retired(long lastSeq, String lastHash, long forgotten) {
  /** Checks the parts. */
  public Retired {
    Ids.hash(lastHash, "lastHash");
    if (lastSeq < 0 || forgotten < 0 || forgotten > lastSeq) {
      throw new IllegalArgumentException("a retired incarnation needs 0 <= forgotten <= lastSeq");
    }
  }
}
