package dev.offing.server.cluster;

/**
 * Messages between nodes, at most once each. So they only say <em>that</em> something changed, or
 * carry a number by which the receiver sees what it missed; after {@link #onResubscribed} whatever
 * was cached is compared again. Safe for use by many threads.
 */
public interface Bus extends AutoCloseable {
  /** Stops listening. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * What hears a channel; called on the bus' own thread, so it hands work on and does not block.
   */
  @FunctionalInterface
  interface Listener {
    void heard(String message);
  }

  /** Listens to a channel. Several may. What is published after this returns is heard. */
  Subscription subscribe(String channel, Listener listener);

  /**
   * Publishes to all nodes, this one included.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when that failed
   */
  void publish(String channel, String message);

  /** Runs when messages may have been missed; on a virtual thread. */
  void onResubscribed(Runnable check);

  @Override
  void close();
}
