package dev.offing.server.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Map;

/**
 * What commands go over until it is lost: one connection, or one to each master of a cluster. It is
 * never mended; a {@link Dialer} opens another one.
 */
interface Line {
  RedisClusterCommands<String, String> sync();

  RedisClusterAsyncCommands<String, String> async();

  /** Whether something can be sent; at once. */
  boolean isOpen();

  /** Whether it is as it should be, seen by whoever looks after it; may ask, and blocks. */
  boolean isSound();

  /** The connection to the one that has a key. */
  StatefulRedisConnection<String, String> to(String key);

  /** The lives that answer on it: run ids by where they are. */
  Map<String, String> lives();

  /** What those that answer on it say of themselves. */
  List<RedisInfo> infos();

  /** Ends it; what is in flight fails. */
  void close();
}
