package dev.offing.server.cluster;

import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus over Redis' publish and subscribe, on a connection of its own. A lost connection is
 * replaced by a new one, on which every channel is subscribed again.
 */
public final class RedisBus implements Bus {
  private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
  private static final long CHECK_MS = 100;

  private final RedisLink link;
  private final Thread keeper;
  private final List<Runnable> checks = new CopyOnWriteArrayList<>();

  /** Held while subscribing, which waits for the driver's thread; so that one never takes it. */
  private final Object subscribing = new Object();

  /** Changed under {@code subscribing}. */
  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

  /** Guarded by {@code subscribing}; null while there is none. */
  private @Nullable StatefulRedisPubSubConnection<String, String> connection;

  /** Whether somebody was told that it is deaf, though Redis answers; used by one thread. */
  private boolean told;

  private volatile boolean closed;

  /** Starts to listen. */
  public RedisBus(RedisLink link) {
    this.link = link;
    connect();
    this.keeper = Thread.ofVirtual().name("bus").start(this::keep);
  }

  @Override
  public Subscription subscribe(String channel, Listener listener) {
    synchronized (subscribing) {
      List<Listener> of = listeners.get(channel);
      if (of == null) {
        of = new CopyOnWriteArrayList<>();
        listeners.put(channel, of);
        of.add(listener);
        StatefulRedisPubSubConnection<String, String> now = connection;
        if (now != null) {
          try {
            now.sync().subscribe(channel);
          } catch (RedisException e) {
            lose(now); // the next connection subscribes all, and everything is checked again
          }
        }
      } else {
        of.add(listener);
      }
    }
    return () -> unsubscribe(channel, listener);
  }

  @Override
  public void publish(String channel, String message) {
    var _ = link.call(redis -> redis.publish(channel, message));
  }

  @Override
  public void onResubscribed(Runnable check) {
    checks.add(check);
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    synchronized (subscribing) {
      if (connection != null) {
        lose(connection);
      }
    }
  }

  private void unsubscribe(String channel, Listener listener) {
    synchronized (subscribing) {
      List<Listener> of = listeners.get(channel);
      if (of == null || !of.remove(listener) || !of.isEmpty()) {
        return;
      }
      listeners.remove(channel);
      if (connection != null) {
        var _ = connection.async().unsubscribe(channel);
      }
    }
  }

  private void lose(StatefulRedisPubSubConnection<String, String> lost) {
    connection = null;
    if (lost.isOpen()) {
      var _ = lost.closeAsync();
    }
  }

  private void keep() {
    int seen = link.replaced();
    try {
      while (!closed) {
        Thread.sleep(CHECK_MS);
        boolean lost;
        synchronized (subscribing) {
          lost = connection == null || !connection.isOpen();
        }
        // What a master of a cluster published as it died may have reached nobody.
        int replaced = link.replaced();
        boolean missed = replaced != seen;
        seen = replaced;
        if (lost ? connect() : missed) {
          checks.forEach(check -> Thread.ofVirtual().name("bus-check").start(check));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean connect() {
    StatefulRedisPubSubConnection<String, String> fresh;
    try {
      fresh = link.connectForSubscriptions();
    } catch (RedisUnavailable e) {
      if (link.up() && !told) {
        told = true;
        log.warn("no connection for subscriptions: {}", e.getMessage());
      }
      return false;
    }
    fresh.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            hear(channel, message);
          }
        });
    synchronized (subscribing) {
      try {
        List<String> channels = new ArrayList<>(listeners.keySet());
        if (!channels.isEmpty()) {
          fresh.sync().subscribe(channels.toArray(String[]::new));
        }
        connection = fresh;
        told = false;
        return true;
      } catch (RedisException e) {
        log.debug("cannot subscribe", e);
        var _ = fresh.closeAsync();
        return false;
      }
    }
  }

  private void hear(String channel, String message) {
    for (Listener listener : listeners.getOrDefault(channel, List.of())) {
      listener.heard(message);
    }
  }
}
