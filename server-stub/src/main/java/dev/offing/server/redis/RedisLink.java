package dev.offing.server.redis;

import dev.offing.server.fault.StubFailure;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one node to Redis.
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
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long RETRY_FIRST_MS = 25;
  private static final long RETRY_LAST_MS = 500;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final String shownAddress;
  private final Thread keeper;

  /** Guarded by {@code this} for writing; null while disconnected. */
  private volatile @Nullable StatefulRedisConnection<String, String> connection;

  private volatile boolean closed;

  private RedisLink(URI address, String shownAddress) {
    this.shownAddress = shownAddress;
    this.uri = RedisURI.create(address);
    uri.setTimeout(COMMAND_TIMEOUT);
    this.resources = DefaultClientResources.builder().ioThreadPoolSize(2).build();
    this.client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .protocolVersion(ProtocolVersion.RESP2)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
            .build());
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
    RedisLink link = new RedisLink(address, shownAddress);
    boolean usable = false;
    try {
      link.connection = link.client.connect();
      link.check(RedisInfo.parse(link.call(RedisCommands::info)));
      usable = true;
    } catch (RedisException | RedisUnavailable e) {
      throw new StubFailure(
          ("Redis at %s does not answer (%s). Nothing was changed. Start it, correct --redis, or"
                  + " leave --redis out: the stub then brings its own.")
              .formatted(shownAddress, deepest(e)),
          e);
    } finally {
      if (!usable) {
        link.close();
      }
    }
    link.keeper.start();
    return link;
  }

  private void check(RedisInfo info) {
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
  }

  /** Whether there is a connection now; it may be lost in the next moment. */
  public boolean up() {
    StatefulRedisConnection<String, String> now = connection;
    return now != null && now.isOpen();
  }

  /**
   * Sends commands.
   *
   * @throws RedisUnavailable when there is no answer, or a refusal; the outcome is unknown
   */
  public <T> T call(Function<RedisCommands<String, String>, T> work) {
    return on(connection -> work.apply(connection.sync()));
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
      BiFunction<RedisAsyncCommands<String, String>, Q, RedisFuture<T>> work) {
    return on(connection -> {
      List<RedisFuture<T>> asked =
          questions.stream().map(it -> work.apply(connection.async(), it)).toList();
      long nanos = connection.getTimeout().toNanos();
      return asked.stream()
          .map(it -> LettuceFutures.awaitOrCancel(it, nanos, TimeUnit.NANOSECONDS))
          .toList();
    });
  }

  private <T> T on(Function<StatefulRedisConnection<String, String>, T> work) {
    StatefulRedisConnection<String, String> now = connection;
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
   * A connection of its own for subscriptions, which the caller closes.
   *
   * @throws RedisUnavailable when Redis does not answer
   */
  public StatefulRedisPubSubConnection<String, String> connectForSubscriptions() {
    if (closed) {
      throw new RedisUnavailable("closed");
    }
    try {
      return client.connectPubSub();
    } catch (RedisException e) {
      throw new RedisUnavailable(deepest(e), e);
    }
  }

  /**
   * A connection of its own for reads that wait, which the caller closes. A read may wait for two
   * seconds: what takes longer than any command may is taken for lost.
   *
   * @throws RedisUnavailable when Redis does not answer
   */
  public StatefulRedisConnection<String, String> connectForReading() {
    if (closed) {
      throw new RedisUnavailable("closed");
    }
    try {
      return client.connect();
    } catch (RedisException e) {
      throw new RedisUnavailable(deepest(e), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    client.shutdown(0, 1, TimeUnit.SECONDS);
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1_500);
  }

  @SuppressWarnings("ReferenceEquality") // this very connection, not one like it
  private synchronized void drop(StatefulRedisConnection<String, String> lost) {
    if (connection == lost) {
      connection = null;
    }
    if (lost.isOpen()) {
      var _ = lost.closeAsync();
    }
  }

  /** Opens a new connection whenever there is none. */
  private void keep() {
    long pauseMs = RETRY_FIRST_MS;
    try {
      while (!closed) {
        StatefulRedisConnection<String, String> now = connection;
        if (now != null && now.isOpen()) {
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
      StatefulRedisConnection<String, String> fresh = client.connect();
      RedisInfo info = RedisInfo.parse(fresh.sync().info());
      synchronized (this) {
        connection = fresh;
      }
      log.info("connected to Redis at {}, run {}", shownAddress, info.runId());
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
