package dev.offing.server.room;

import dev.offing.server.Device;
import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisRoomStoreTest extends RoomStoreContract {
  private static RedisLink link;

  private final RedisRoomStore store =
      new RedisRoomStore(link, new Codec(), () -> Device.random(16));
  private final String room = "port:" + UUID.randomUUID();

  @BeforeAll
  static void connect() {
    link = RedisLink.open(SharedRedis.address(), "the shared Redis");
  }

  @AfterAll
  static void disconnect() {
    link.close();
  }

  @Override
  RoomStore store() {
    return store;
  }

  @Override
  String room() {
    return room;
  }
}
