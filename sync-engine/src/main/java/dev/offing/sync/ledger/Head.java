package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;

/**
 * The newest link of an incarnation's chain.
 *
 * @param seq its number, 0 before the first
 * @param hash the link, the genesis hash before the first
 */
public record Head(long seq, String hash) {
  /** Checks the parts. */
  public Head {
    Ids.hash(hash, "hash");
  }

  /** Before the first link. */
  public static Head genesis(String account, String incarnation) {
    return new Head(0, Chained.genesis(account, incarnation));
  }
}
