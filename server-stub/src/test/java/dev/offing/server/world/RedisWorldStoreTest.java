package dev.offing.server.world;

import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.server.redis.RedisLink;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a Redis of its own: there is one list in each. */
final class RedisWorldStoreTest extends WorldStoreContract {
  @TempDir private Path data;

  private EmbeddedRedis redis;
  private RedisLink link;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    link = RedisLink.open(redis.address(), "the test's Redis");
  }

  @AfterEach
  void stop() {
    link.close();
    redis.close();
  }

  @Override
  WorldStore store() {
    return new RedisWorldStore(link);
  }

  @Override
  long now() {
    List<String> time = link.call(r -> r.time());
    return Long.parseLong(time.getFirst()) * 1_000 + Long.parseLong(time.getLast()) / 1_000;
  }
}
