package dev.offing.sync.mutation;

/**
 * Where a mutation was written first. It stays when a fork carries the mutation into another
 * incarnation, so (origin, id) names the gesture for ever (docs/design/sync.md 1, 6).
 *
 * @param incarnation the incarnation that wrote it
 * @param seq its number there, from 1
 */
public record Origin(String incarnation, long seq) {
  /** Checks the parts. */
  public Origin {
    Ids.random(incarnation, "origin.incarnation");
    if (seq < 1) {
      throw new IllegalArgumentException("origin.seq starts at 1");
    }
  }
}
