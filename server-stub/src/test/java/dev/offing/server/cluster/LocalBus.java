package dev.offing.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bus within a JVM, that delivers at once. It can be made deaf: what is published is lost. */
public final class LocalBus implements Bus {
  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
  private final List<Runnable> checks = new ArrayList<>();
  private volatile boolean deaf;

  public void deaf(boolean now) {
    deaf = now;
  }

  @Override
  public Subscription subscribe(String channel, Listener listener) {
    List<Listener> of = listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>());
    of.add(listener);
    return () -> of.remove(listener);
  }

  @Override
  public void publish(String channel, String message) {
    if (!deaf) {
      listeners.getOrDefault(channel, List.of()).forEach(l -> l.heard(message));
    }
  }

  @Override
  public void onResubscribed(Runnable check) {
    checks.add(check);
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
