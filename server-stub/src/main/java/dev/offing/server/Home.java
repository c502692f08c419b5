package dev.offing.server;

import dev.offing.server.account.KeyFile;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import java.net.URI;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What belongs to the process that owns the data folder. */
record Home(ServerConfig config, DataLock lock, KeyFile keys, @Nullable EmbeddedRedis redis)
    implements AutoCloseable {
  static Home open(ServerConfig config, RedisBinary binary) {
    DataFolder.prepare(config.data());
    DataLock lock = DataLock.take(config.data());
    try {
      KeyFile keys = KeyFile.openOrCreate(config.data(), new SecureRandom());
      EmbeddedRedis redis =
          config.redis() == null ? EmbeddedRedis.start(config.data(), binary) : null;
      return new Home(config, lock, keys, redis);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  URI address() {
    URI given = config.redis();
    if (given != null) {
      return given;
    }
    if (redis == null) {
      throw new AssertionError("a home without a Redis");
    }
    return redis.address();
  }

  @Override
  public void close() {
    RunningStub.forget(config.data());
    if (redis != null) {
      redis.close();
    }
    lock.close();
  }
}
