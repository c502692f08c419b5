package dev.offing.server.account;

import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisAccountStoreTest extends AccountStoreContract {
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
  AccountStore store() {
    return new RedisAccountStore(link, new Codec());
  }
}
