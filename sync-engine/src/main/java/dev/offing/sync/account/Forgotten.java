package dev.offing.sync.account;

import dev.offing.sync.mutation.Ids;

/**
 * How far the id store forgot one incarnation in a pruning commit (docs/design/sync.md 4.6).
 *
 * @param own the highest own number whose id was dropped, 0 for none
 * @param carried the highest carried origin.seq whose id was dropped, 0 for none
 */
public record Forgotten(String incarnation, long own, long carried) {
  /** Checks the parts. */
  public Forgotten {
    Ids.random(incarnation, "incarnation");
    if (own < 0 || carried < 0) {
      throw new IllegalArgumentException("forgotten numbers are not negative");
    }
  }
}
