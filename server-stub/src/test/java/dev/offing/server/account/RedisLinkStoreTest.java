package dev.offing.server.account;

import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisLinkStoreTest extends LinkStoreContract {
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
  LinkStore store() {
    return new RedisLinkStore(link);
  }

  /** Redis' own clock: only real time passes there. */
  @Override
  void pass(long ms) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
