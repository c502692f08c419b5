package dev.offing.server.account;

import java.util.List;

/** Who there is. Safe for use by many threads; blocks. */
@FunctionalInterface
public interface AccountList {
  /**
   * The accounts that there are, in no order; those that begin meanwhile may be left out, those
   * that are deleted may be among them.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  List<String> accounts();
}
