package dev.offing.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.server.SharedRedis;
import dev.offing.server.redis.AccountTag;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Notice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RedisInboxTest extends InboxContract {
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
  Inbox inbox() {
    return new RedisInbox(link, new Codec());
  }

  @Test
  void aDeletedAccountIsWrittenToNoMore() {
    String account = Device.random(32);
    link.call(r -> r.hset(AccountTag.of(account), "deleted", "1"));

    assertThat(inbox().put(account, new Notice("a", 1, "test", "a"), Inbox.Keep.ALWAYS)).isFalse();
    assertThat(inbox().waiting(account, 10)).isEmpty();
  }
}
