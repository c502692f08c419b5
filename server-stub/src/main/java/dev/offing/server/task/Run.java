package dev.offing.server.task;

import dev.offing.server.task.TaskQueue.Begun;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A run that goes on. Safe for use by many threads. */
final class Run implements TaskRun {
  /** Why it should come to its end. */
  enum Why {
    CANCELLED,
    LOST,
    TOO_LONG,
    STOPPING
  }

  final Begun begun;
  final long untilNanos;
  private final LongSupplier clock;
  private final Map<Class<?>, Object> services;

  /** Guarded by {@code this}; null before it began and after it ended. */
  private @Nullable Thread thread;

  private volatile @Nullable Why over;

  Run(Begun begun, long untilNanos, LongSupplier clock, Map<Class<?>, Object> services) {
    this.begun = begun;
    this.untilNanos = untilNanos;
    this.clock = clock;
    this.services = services;
  }

  /** This thread does the work. */
  synchronized void begins() {
    thread = Thread.currentThread();
    if (over != null) {
      thread.interrupt();
    }
  }

  /** It is not interrupted any more. */
  synchronized void ends() {
    thread = null;
    var _ = Thread.interrupted();
  }

  /** Ends it soon. */
  synchronized void end(Why why) {
    if (over != null) {
      return;
    }
    over = why;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Nullable Why why() {
    return over;
  }

  @Override
  public String id() {
    return begun.entry().id();
  }

  @Override
  public int attempt() {
    return begun.attempt();
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }

  @Override
  public boolean over() {
    return over != null;
  }

  @Override
  public <T> T service(Class<T> type) {
    Object found = services.get(type);
    if (found == null) {
      throw new IllegalStateException("this node offers no " + type.getSimpleName());
    }
    return type.cast(found);
  }
}
