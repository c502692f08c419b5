package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.SharedRedis;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.inbox.RedisInbox;
import dev.offing.server.redis.AccountTag;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

  @Test
  void withAnAccountItsLettersAreDeleted() {
    RedisInbox inbox = new RedisInbox(link, new Codec());
    begin();
    inbox.put(device.account, new Notice("a", 1, "news", "Ahoy."), Inbox.Keep.NEWEST);
    inbox.put(device.account, new Notice("b", 2, "news", "Ahoy."), Inbox.Keep.ALWAYS);
    inbox.acknowledge(device.account, List.of("b"), 3);

    store().delete(device.account, 4);

    String key = AccountTag.of(device.account);
    List<String> left = link.call(r -> r.keys("*" + key.substring(key.indexOf("}")) + "*"));
    assertThat(left).containsExactly(key);
  }
}
