package dev.offing.server.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Redis, or the one of several that is the primary now. Where two say that they are, nobody is
 * connected to either: books that are written at two places become one again only with losses.
 */
final class PrimaryDialer implements Dialer {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String PRIMARY = "master";

  private final RedisClient client;
  private final List<RedisURI> nodes;

  PrimaryDialer(List<RedisURI> nodes, ClientResources resources) {
    this.nodes = nodes;
    this.client = RedisClient.create(resources);
    client.setOptions(Dialer.strict(ClientOptions.builder()).build());
  }

  @Override
  public Line dial() {
    RedisURI primary = primary();
    StatefulRedisConnection<String, String> connection = client.connect(primary);
    try {
      String run = RedisInfo.parse(connection.sync().info("server")).runId();
      return new Single(connection, primary, run);
    } catch (RedisException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public StatefulRedisPubSubConnection<String, String> dialForSubscriptions() {
    return client.connectPubSub(primary());
  }

  @Override
  public StatefulRedisConnection<String, String> dialForReading(String key) {
    return client.connect(primary());
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private RedisURI primary() {
    if (nodes.size() == 1) {
      return nodes.getFirst();
    }
    List<RedisURI> primaries = new ArrayList<>();
    RedisException why = null;
    for (RedisURI node : nodes) {
      try (StatefulRedisConnection<String, String> asked = client.connect(node)) {
        if (PRIMARY.equals(asked.sync().role().getFirst())) {
          primaries.add(node);
        }
      } catch (RedisException e) {
        why = e;
      }
    }
    if (primaries.size() == 1) {
      return primaries.getFirst();
    }
    throw new RedisConnectionException(
        primaries.isEmpty() ? "none of them is a primary that answers" : "two are primaries", why);
  }

  /** Whether another one than this says that it is the primary, or this one does not any more. */
  private boolean isDisputed(RedisURI primary) {
    try {
      return !primary().equals(primary);
    } catch (RedisException _) {
      return true;
    }
  }

  private final class Single implements Line {
    private final StatefulRedisConnection<String, String> connection;
    private final RedisURI primary;
    private final Map<String, String> lives;
    private long lookedAtNanos = System.nanoTime();

    Single(StatefulRedisConnection<String, String> connection, RedisURI primary, String run) {
      this.connection = connection;
      this.primary = primary;
      this.lives = Map.of(primary.getHost() + ":" + primary.getPort(), run);
    }

    @Override
    public RedisClusterCommands<String, String> sync() {
      return connection.sync();
    }

    @Override
    public RedisClusterAsyncCommands<String, String> async() {
      return connection.async();
    }

    @Override
    public boolean isOpen() {
      return connection.isOpen();
    }

    @Override
    public boolean isSound() {
      if (!connection.isOpen()) {
        return false;
      }
      long now = System.nanoTime();
      if (nodes.size() == 1 || now - lookedAtNanos < LOOK_NANOS) {
        return true;
      }
      lookedAtNanos = now;
      return !isDisputed(primary);
    }

    @Override
    public StatefulRedisConnection<String, String> to(@Nullable String key) {
      return connection;
    }

    @Override
    public Map<String, String> lives() {
      return lives;
    }

    @Override
    public List<RedisInfo> infos() {
      return List.of(RedisInfo.parse(connection.sync().info()));
    }

    @Override
    public void close() {
      if (connection.isOpen()) {
        var _ = connection.closeAsync();
      }
    }
  }
}
