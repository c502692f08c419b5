package dev.offing.server.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster: the driver knows which master has which slot, and goes where a master sends it. All of
 * its connections to masters are opened beforehand, since it rejects what comes while one is being
 * opened; when one is lost, the line with all of them is, as the driver would go on with the lost
 * one. A master that does not answer is left out until it does, or until another one has its slots.
 */
final class ClusterDialer implements Dialer {
  private static final Logger log = LoggerFactory.getLogger(ClusterDialer.class);

  /** How often it is asked who has which slots, ns; less where a master is missing. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long MISSING_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration REDIRECTS_PAUSE = Duration.ofMillis(250);

  private final RedisClusterClient cluster;
  private final RedisClient single;

  /** One that was named, with the secret and the encryption that all nodes share. */
  private final RedisURI named;

  ClusterDialer(List<RedisURI> nodes, ClientResources resources) {
    this.named = nodes.getFirst();
    this.single = RedisClient.create(resources);
    single.setOptions(Dialer.strict(ClientOptions.builder()).build());
    this.cluster = RedisClusterClient.create(resources, nodes);
    ClusterClientOptions.Builder options = Dialer.strict(ClusterClientOptions.builder());
    cluster.setOptions(
        options
            .validateClusterNodeMembership(false)
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .adaptiveRefreshTriggersTimeout(REDIRECTS_PAUSE)
                    .build())
            .build());
  }

  @Override
  public Line dial() {
    cluster.refreshPartitions();
    StatefulRedisClusterConnection<String, String> connection = cluster.connect();
    Masters line = new Masters(connection);
    line.meet();
    if (line.masters.isEmpty()) {
      connection.close();
      throw new RedisConnectionException("no master of the cluster answers");
    }
    return line;
  }

  @Override
  public StatefulRedisPubSubConnection<String, String> dialForSubscriptions() {
    RedisException why = new RedisConnectionException("no master of the cluster answers");
    for (RedisClusterNode master : masters().values()) { // what one is told, all are
      try {
        return single.connectPubSub(address(master));
      } catch (RedisException e) {
        why = e;
      }
    }
    throw why;
  }

  @Override
  public StatefulRedisConnection<String, String> dialForReading(String key) {
    return single.connect(address(masterOf(key)));
  }

  @Override
  public void close() {
    cluster.shutdown(0, 1, TimeUnit.SECONDS);
    single.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private RedisClusterNode masterOf(String key) {
    RedisClusterNode master = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
    if (master == null) {
      throw new RedisConnectionException("no master of the cluster has the slot of " + key);
    }
    return master;
  }

  /** Those that have slots, by where they are. */
  private Map<String, RedisClusterNode> masters() {
    Partitions now = cluster.getPartitions();
    return now.stream()
        .filter(it -> it.is(RedisClusterNode.NodeFlag.UPSTREAM) && !it.hasNoSlots())
        .collect(
            Collectors.toMap(
                ClusterDialer::place, Function.identity(), (first, _) -> first, TreeMap::new));
  }

  /** What the nodes say of one another has no secret in it. */
  private RedisURI address(RedisClusterNode node) {
    return RedisURI.builder(named)
        .withHost(node.getUri().getHost())
        .withPort(node.getUri().getPort())
        .build();
  }

  private static String place(RedisClusterNode node) {
    return node.getUri().getHost() + ":" + node.getUri().getPort();
  }

  private final class Masters implements Line {
    private final StatefulRedisClusterConnection<String, String> connection;
    private final Map<String, StatefulRedisConnection<String, String>> masters =
        new ConcurrentHashMap<>();
    private final Map<String, String> runs = new ConcurrentHashMap<>();
    private boolean whole;
    private long lookedAtNanos = System.nanoTime();

    Masters(StatefulRedisClusterConnection<String, String> connection) {
      this.connection = connection;
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
      if (!connection.isOpen() || masters.values().stream().anyMatch(it -> !it.isOpen())) {
        return false;
      }
      long now = System.nanoTime();
      if (now - lookedAtNanos >= (whole ? LOOK_NANOS : MISSING_LOOK_NANOS)) {
        lookedAtNanos = now;
        try {
          cluster.refreshPartitions();
        } catch (RedisException e) {
          log.debug("the cluster does not say who has which slots: {}", e.getMessage());
        }
        meet();
      }
      return !masters.isEmpty();
    }

    /** Opens the connections that are missing, and forgets those to whoever has no slots. */
    void meet() {
      Map<String, RedisClusterNode> wanted = masters();
      masters.keySet().retainAll(wanted.keySet());
      runs.keySet().retainAll(wanted.keySet());
      Map<String, CompletableFuture<StatefulRedisConnection<String, String>>> met = new HashMap<>();
      wanted.forEach((place, node) -> {
        if (!masters.containsKey(place)) {
          met.put(
              place,
              connection.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort()));
        }
      });
      whole = true;
      met.forEach((place, opening) -> {
        try {
          StatefulRedisConnection<String, String> master =
              opening.orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
          RedisInfo info = RedisInfo.parse(master.sync().info("server"));
          runs.put(place, info.runId());
          masters.put(place, master);
          log.info("connected to the Redis master at {}, run {}", place, info.runId());
        } catch (CompletionException | RedisException e) {
          whole = false;
          log.debug("the Redis master at {} does not answer: {}", place, e.getMessage());
        }
      });
    }

    @Override
    public StatefulRedisConnection<String, String> to(String key) {
      StatefulRedisConnection<String, String> master = masters.get(place(masterOf(key)));
      if (master == null) {
        throw new RedisConnectionException("the master that has " + key + " does not answer");
      }
      return master;
    }

    /** With the epoch in which it got its slots: one that loses them and has them again forgot. */
    @Override
    public Map<String, String> lives() {
      Map<String, String> lives = new HashMap<>();
      masters()
          .forEach((place, node) -> {
            String run = runs.get(place);
            if (run != null) {
              lives.put(place, run + "@" + node.getConfigEpoch());
            }
          });
      return lives;
    }

    @Override
    public List<RedisInfo> infos() {
      return masters.values().stream().map(it -> RedisInfo.parse(it.sync().info())).toList();
    }

    @Override
    public void close() {
      var _ = connection.closeAsync();
    }
  }
}
