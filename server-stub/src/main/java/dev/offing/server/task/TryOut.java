package dev.offing.server.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Runs one task by hand, as a worker would: for its test. Used by one thread. */
public final class TryOut<P> {
  private final Task<P> task;
  private final Map<Class<?>, Object> services = new HashMap<>();
  private int attempt = 1;
  private long now = 1_700_000_000_000L;

  private TryOut(Task<P> task) {
    this.task = task;
  }

  /** Of this task. */
  public static <P> TryOut<P> of(Task<P> task) {
    return new TryOut<>(task);
  }

  /** The node offers this. */
  public <T> TryOut<P> offering(Class<T> type, T service) {
    services.put(type, service);
    return this;
  }

  /** It is tried so often already, this time included. */
  public TryOut<P> attempt(int number) {
    attempt = number;
    return this;
  }

  /** So late is it, ms of server time. */
  public TryOut<P> at(long ms) {
    now = ms;
    return this;
  }

  /** Runs it; what it throws is what a worker would see. */
  public void run(String id, P params) throws Exception {
    task.run(new ByHand(id, attempt, now, services), params);
  }

  private record ByHand(String id, int attempt, long now, Map<Class<?>, Object> services)
      implements TaskRun {
    @Override
    public boolean over() {
      return false;
    }

    @Override
    public <T> T service(Class<T> type) {
      return type.cast(Objects.requireNonNull(services.get(type), type.getSimpleName()));
    }
  }
}
