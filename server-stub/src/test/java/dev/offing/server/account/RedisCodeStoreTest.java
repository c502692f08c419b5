package dev.offing.server.account;

import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisCodeStoreTest extends CodeStoreContract {
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
  CodeStore store() {
    return new RedisCodeStore(link);
  }
}
