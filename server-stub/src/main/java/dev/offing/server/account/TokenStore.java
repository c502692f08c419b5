package dev.offing.server.account;

import java.util.Optional;

/**
 * Tokens that were given out, each by its hash: what a store holds opens nothing. Safe for use by
 * many threads; calls block.
 *
 * <p>Every method throws {@link dev.offing.server.redis.RedisUnavailable} when there is no answer.
 */
public interface TokenStore {
  /** A token is good for so many ms from now on. */
  void put(String hash, Tokens.Holder holder, long forMs);

  /** Whose token this is, while it is good. */
  Optional<Tokens.Holder> find(String hash);
}
