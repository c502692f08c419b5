package dev.offing.server.redis;

import dev.offing.server.fault.StubFailure;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one node to Redis: to one, to the primary of several, or to all masters of a
 * cluster.
 *
 * <p>A money command must never act twice, and a driver that sends it again after a lost connection
 * makes it act twice (measured: 100 INCR became 199). So the driver's own reconnect is off: a lost
 * connection fails everything in flight, with unknown outcome, and this class opens a <em>new</em>
 * connection in the background. Commands meanwhile fail at once. A command that times out takes its
 * connection with it, since what is queued behind it would act at some later time.
 *
 * <p>Safe for use by many threads; calls block, so call from virtual threads.
 */
public final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  private static final long RETRY_FIRST_MS = 25;
  private static final long RETRY_LAST_MS = 500;

  private final ClientResources resources;
  private final Dialer dialer;
  private final Replication replication;
  private final String shownAddress;
  private final Thread keeper;

  /** Guarded by {@code this} for writing; null while disconnected. */
  private volatile @Nullable Line line;

  private final AtomicInteger replaced = new AtomicInteger();
  private volatile boolean closed;

  private RedisLink(RedisAddress address, String shownAddress, Replication replication) {
    this.shownAddress = shownAddress;
    this.replication = replication;
    this.resources = DefaultClientResources.builder().ioThreadPoolSize(2).build();
    this.dialer = Dialer.to(address, resources);
    this.keeper = Thread.ofVirtual().name("redis-link").unstarted(this::keep);
  }

  /**
   * Connects and checks what answers: a Redis of at least 6.2 that never evicts.
   *
   * @param address with its password
   * @param shownAddress without it, for messages
   * @throws StubFailure when it cannot be reached or may not be used, in a plain sentence
   */
  public static RedisLink open(URI address, String shownAddress) {
    return open(address, shownAddress, Replication.none());
  }

  /**
   * The same, with commits that wait for replicas.
   *
   * @param replication what {@link #runDurably} waits for
   * @throws StubFailure as above
   */
  public static RedisLink open(URI address, String shownAddress, Replication replication) {
    RedisAddress where = RedisAddress.of(address);
    RedisLink link = new RedisLink(where, shownAddress, replication);
    boolean usable = false;
    try {
      Line first = link.dialer.dial();
      link.line = first;
      for (RedisInfo info : first.infos()) {
        link.check(info, where.cluster());
      }
      usable = true;
    } catch (RedisException | RedisUnavailable e) {
      throw link.noAnswer(e);
    } finally {
      if (!usable) {
        link.close();
      }
    }
    link.keeper.start();
    return link;
  }

  private StubFailure noAnswer(RuntimeException why) {
    String said = deepest(why);
    if (said.contains("cluster support disabled")) {
      return new StubFailure(
          "Redis at %s is not a cluster. Nothing was changed. Name it as redis://host:port."
              .formatted(shownAddress),
          why);
    }
    return new StubFailure(
        ("Redis at %s does not answer (%s). Nothing was changed. Start it, correct --redis, or"
                + " leave --redis out: the stub then brings its own.")
            .formatted(shownAddress, said),
        why);
  }

  private void check(RedisInfo info, boolean cluster) {
    if (!info.newEnough()) {
      throw new StubFailure(
          ("Redis at %s is version %s; the stub needs 6.2 or newer. Nothing was changed. Use a"
                  + " newer Redis, or leave --redis out: the stub then brings its own.")
              .formatted(shownAddress, info.version()));
    }
    if (!"noeviction".equals(info.evictionPolicy())) {
      throw new StubFailure(
          ("Redis at %s may drop accounts when its memory is full (maxmemory-policy is %s). Nothing"
                  + " was changed. Set 'maxmemory-policy noeviction' there and start again.")
              .formatted(shownAddress, info.evictionPolicy()));
    }
    if (info.inCluster() && !cluster) {
      throw new StubFailure(
          ("Redis at %s is one of a cluster. Nothing was changed. Name the cluster as"
                  + " redis-cluster://host:port.")
              .formatted(shownAddress));
    }
    if (info.isReplica()) {
      throw new StubFailure(
          "Redis at %s is a replica. Nothing was changed. Name its primary, or both by a comma."
              .formatted(shownAddress));
    }
  }

  /** Whether there is a connection now; it may be lost in the next moment. */
  public boolean up() {
    Line now = line;
    return now != null && now.isOpen();
  }

  /** Whether it is a cluster: what one of its masters forgets, the others may know. */
  public boolean isCluster() {
    return dialer instanceof ClusterDialer;
  }

  /**
   * The lives of Redis that answer now: run ids by where they are. A cluster has one of each master
   * that answers, another one whenever it got its slots from another one.
   */
  public Map<String, String> lives() {
    Line now = line;
    return now == null ? Map.of() : now.lives();
  }

  /**
   * How often a connection was lost and replaced: whoever hears what is published may have missed
   * some of it.
   */
  public int replaced() {
    return replaced.get();
  }

  /** How often a commit was acknowledged before as many replicas had it as should. */
  public long tooFewReplicas() {
    return replication.tooFew();
  }

  /**
   * Sends commands.
   *
   * @throws RedisUnavailable when there is no answer, or a refusal; the outcome is unknown
   */
  public <T> T call(Function<RedisClusterCommands<String, String>, T> work) {
    return on(to -> work.apply(to.sync()));
  }

  /**
   * Sends a command for each of some questions; all are under way before the first answer is waited
   * for.
   *
   * @return the answers, in the order of the questions
   * @throws RedisUnavailable when one has no answer, or a refusal; the outcome is unknown
   */
  public <Q, T> List<T> callEach(
      Collection<Q> questions,
      BiFunction<RedisClusterAsyncCommands<String, String>, Q, RedisFuture<T>> work) {
    return on(to -> {
      List<RedisFuture<T>> asked =
          questions.stream().map(it -> work.apply(to.async(), it)).toList();
      long nanos = Dialer.COMMAND_TIMEOUT.toNanos();
      return asked.stream()
          .map(it -> LettuceFutures.awaitOrCancel(it, nanos, TimeUnit.NANOSECONDS))
          .toList();
    });
  }

  private <T> T on(Function<Line, T> work) {
    Line now = line;
    if (now == null || !now.isOpen()) {
      throw new RedisUnavailable("not connected to Redis");
    }
    try {
      return work.apply(now);
    } catch (RedisCommandTimeoutException e) {
      drop(now);
      throw new RedisUnavailable("Redis did not answer in time", e);
    } catch (RedisException e) {
      throw new RedisUnavailable(deepest(e), e);
    }
  }

  /**
   * Runs a script by its digest, by its text where Redis does not know it yet.
   *
   * @return the answer, an array of strings (and arrays of strings)
   * @throws RedisUnavailable when there is no answer, or a refusal; the outcome is unknown
   */
  public List<Object> run(LuaScript script, List<String> keys, List<String> arguments) {
    String[] k = keys.toArray(String[]::new);
    String[] a = arguments.toArray(String[]::new);
    return call(redis -> {
      try {
        return redis.<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, k, a);
      } catch (RedisNoScriptException _) {
        return redis.<List<Object>>eval(script.text(), ScriptOutputType.MULTI, k, a);
      }
    });
  }

  /**
   * The same, and waits until replicas have what it wrote, where that is wanted.
   *
   * @param keys at least one
   */
  public List<Object> runDurably(LuaScript script, List<String> keys, List<String> arguments) {
    List<Object> answer = run(script, keys, arguments);
    on(to -> {
      replication.await(to, keys.getFirst());
      return answer;
    });
    return answer;
  }

  /**
   * A connection of its own for subscriptions, which the caller closes.
   *
   * @throws RedisUnavailable when Redis does not answer
   */
  public StatefulRedisPubSubConnection<String, String> connectForSubscriptions() {
    if (closed) {
      throw new RedisUnavailable("closed");
    }
    try {
      return dialer.dialForSubscriptions();
    } catch (RedisException e) {
      throw new RedisUnavailable(deepest(e), e);
    }
  }

  /**
   * A connection of its own for reads that wait, which the caller closes. A read may wait for two
   * seconds: what takes longer than any command may is taken for lost.
   *
   * @param key at which it waits
   * @throws RedisUnavailable when Redis does not answer
   */
  public StatefulRedisConnection<String, String> connectForReading(String key) {
    if (closed) {
      throw new RedisUnavailable("closed");
    }
    try {
      return dialer.dialForReading(key);
    } catch (RedisException e) {
      throw new RedisUnavailable(deepest(e), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    dialer.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1_500);
  }

  @SuppressWarnings("ReferenceEquality") // this very one, not one like it
  private synchronized void drop(Line lost) {
    if (line == lost) {
      line = null;
    }
    lost.close();
  }

  /** Opens a new connection whenever there is none. */
  private void keep() {
    long pauseMs = RETRY_FIRST_MS;
    try {
      while (!closed) {
        Line now = line;
        if (now != null && now.isSound()) {
          pauseMs = RETRY_FIRST_MS;
        } else {
          if (now != null) {
            log.warn("connection to Redis at {} was lost", shownAddress);
            drop(now);
          }
          pauseMs = reconnect() ? RETRY_FIRST_MS : Math.min(pauseMs * 2, RETRY_LAST_MS);
        }
        Thread.sleep(pauseMs);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reconnect() {
    try {
      Line fresh = dialer.dial();
      synchronized (this) {
        line = fresh;
      }
      replaced.incrementAndGet();
      log.info("connected to Redis at {}, run {}", shownAddress, fresh.lives().values());
      if (closed) {
        drop(fresh);
      }
      return true;
    } catch (RedisException e) {
      log.debug("Redis at {} does not answer: {}", shownAddress, deepest(e));
      return false;
    }
  }

  private static String deepest(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null && !(at instanceof RedisCommandExecutionException)) {
      at = at.getCause();
    }
    String message = at.getMessage();
    return message == null ? at.getClass().getSimpleName() : message;
  }
}
