package dev.offing.server.account;

import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisTokenStoreTest extends TokenStoreContract {
  private static RedisLink link;

  @BeforeAll
  static void connect() {
    link = RedisLink.open(SharedRedis.address(), "the shared Redis");
  }

  @AfterAll
  static void disconnect() {
    link.close();
  }

  @Override
  TokenStore store() {
    return new RedisTokenStore(link);
  }

  /** Redis' own clock: only real time passes there. */
  @Override
  void afterMs(long ms) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms + 1);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
