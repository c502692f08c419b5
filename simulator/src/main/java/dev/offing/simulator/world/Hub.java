package dev.offing.simulator.world;

import dev.offing.server.cluster.Bus;
import dev.offing.server.redis.RedisUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publish and subscribe between the nodes, at most once: what is said while Redis is away is lost,
 * and nodes are told to compare when it is back.
 */
final class Hub implements Bus {
  private static final long DELAY_MS = 1;

  private final Clockwork time;
  private final List<Ear> ears = new ArrayList<>();

  Hub(Clockwork time) {
    this.time = time;
  }

  /** What a node is on the bus. */
  final class Ear implements Bus {
    private final Machine node;
    private final Store store;
    private final Map<String, List<Listener>> listeners = new LinkedHashMap<>();
    private final List<Runnable> checks = new ArrayList<>();
    private boolean compares;

    Ear(Machine node, Store store) {
      this.node = node;
      this.store = store;
      ears.add(this);
    }

    @Override
    public Subscription subscribe(String channel, Listener listener) {
      listeners.computeIfAbsent(channel, _ -> new ArrayList<>()).add(listener);
      return () -> listeners.getOrDefault(channel, new ArrayList<>()).remove(listener);
    }

    @Override
    public void publish(String channel, String message) {
      store.reach();
      Hub.this.publish(channel, message);
    }

    @Override
    public void onResubscribed(Runnable check) {
      checks.add(check);
    }

    /** The node has started: from now on it has something to compare. */
    void compares() {
      compares = true;
    }

    private void resubscribed() {
      if (compares) {
        List.copyOf(checks).forEach(node::soon);
      }
    }

    @Override
    public void close() {
      ears.remove(this);
    }

    private void hear(String channel, String message) {
      for (Listener listener : List.copyOf(listeners.getOrDefault(channel, List.of()))) {
        node.soon(() -> listener.heard(message));
      }
    }
  }

  /** Redis is back: every node compares what it cached. */
  void resubscribed() {
    for (Ear ear : List.copyOf(ears)) {
      time.after(100, ear::resubscribed);
    }
  }

  @Override
  public void publish(String channel, String message) {
    time.after(DELAY_MS, () -> List.copyOf(ears).forEach(ear -> ear.hear(channel, message)));
  }

  @Override
  public Subscription subscribe(String channel, Listener listener) {
    throw new UnsupportedOperationException("nodes listen with an ear of their own");
  }

  @Override
  public void onResubscribed(Runnable check) {
    throw new UnsupportedOperationException("nodes listen with an ear of their own");
  }

  @Override
  public void close() {
    throw new RedisUnavailable("it is shared");
  }
}
