package dev.offing.sync.account;

import org.jspecify.annotations.Nullable;

/**
 * The account's memory of outcomes, by (origin incarnation, mutation id); docs/design/sync.md 4.1.
 */
@FunctionalInterface
public interface KnownIds {
  /** Remembers nothing. */
  KnownIds NONE = (incarnation, id) -> null;

  /** What is known; null for an id never seen, or seen so long ago that it was dropped. */
  @Nullable Known find(String originIncarnation, String id);

  /**
   * A first outcome.
   *
   * @param payloadHash of the mutation that had it
   */
  record Known(String payloadHash, Result result) {}
}
