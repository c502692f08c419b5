package dev.offing.sync.mutation;

import java.util.Objects;

/**
 * A mutation with its place in the incarnation that carries it now.
 *
 * @param mutation the payload
 * @param seq its number in the carrying incarnation: 1, 2, 3 ... without holes
 * @param hash the chain's link at {@code seq}: see {@link #link}
 */
public record Chained(Mutation mutation, long seq, String hash) {
  /** Checks the parts. */
  public Chained {
    Objects.requireNonNull(mutation, "mutation");
    Ids.hash(hash, "hash");
    if (seq < 1) {
      throw new IllegalArgumentException("seq starts at 1");
    }
  }

  /** The hash before the first link; it binds the chain to its account and incarnation. */
  public static String genesis(String account, String incarnation) {
    return Canonical.of("offing-genesis-1")
        .text("account", account)
        .text("incarnation", incarnation)
        .sha256();
  }

  /** The link of {@code mutation} at {@code seq} after {@code previousHash}. */
  public static Chained link(String previousHash, Mutation mutation, long seq) {
    return new Chained(mutation, seq, hash(previousHash, mutation, seq));
  }

  private static String hash(String previousHash, Mutation mutation, long seq) {
    return Canonical.of("offing-link-1")
        .text("previous", previousHash)
        .bytes("payload", mutation.canonical())
        .number("seq", seq)
        .sha256();
  }

  /** Whether this is the link right after ({@code lastSeq}, {@code lastHash}). */
  public boolean follows(long lastSeq, String lastHash) {
    return seq == lastSeq + 1 && hash.equals(hash(lastHash, mutation, seq));
  }
}
