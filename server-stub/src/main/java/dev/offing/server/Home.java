package dev.offing.server;

import dev.offing.server.account.KeyFile;
import dev.offing.server.cluster.Nodes;
import dev.offing.server.cluster.RedisWarp;
import dev.offing.server.cluster.ServerTime;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.server.redis.RedisLink;
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

  /**
   * Lets server time go on from where it was, as far ahead and as fast as the settings say, before
   * any node of this stub begins.
   *
   * @throws StubFailure when it would run backward
   */
  void beginTime() {
    URI address = address();
    try (RedisLink link = RedisLink.open(address, ServerConfig.withoutPassword(address))) {
      ServerTime time = new ServerTime(new RedisWarp(link), System::nanoTime);
      // A Redis of its own has no other nodes; leases of those that were killed may still be there.
      boolean alone = redis != null || Nodes.living(link) == 0;
      time.begin(new ServerTime.Wish(config.clockAheadMs(), config.speed()), alone);
    } catch (ServerTime.ImpossibleException e) {
      throw new StubFailure(String.valueOf(e.getMessage()), e);
    }
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
