package dev.offing.server.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until replicas have what was written, so that a failover loses less. What was written
 * stays, also where they are too few or too slow: then that is counted, and for a second nobody
 * waits on that connection, as everything else on it would. Safe for use by many threads.
 */
public final class Replication {
  private static final Logger log = LoggerFactory.getLogger(Replication.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int replicas;
  private final int waitMs;
  private final LongSupplier nanos;
  private final AtomicLong tooFew = new AtomicLong();
  private final AtomicLong tellAt;

  /** When it is waited again, by connections that had too few. */
  private final Map<StatefulRedisConnection<?, ?>, Long> resumeAt = new ConcurrentHashMap<>();

  /**
   * A wait.
   *
   * @param replicas that must have it, 0 for none
   * @param waitMs at most, ms
   * @param nanos monotonic
   */
  public Replication(int replicas, int waitMs, LongSupplier nanos) {
    this.replicas = replicas;
    this.waitMs = waitMs;
    this.nanos = nanos;
    this.tellAt = new AtomicLong(nanos.getAsLong());
  }

  /** No wait. */
  public static Replication none() {
    return new Replication(0, 0, System::nanoTime);
  }

  /** How often they were too few, or too slow. */
  public long tooFew() {
    return tooFew.get();
  }

  void await(Line line, String key) {
    if (replicas == 0) {
      return;
    }
    StatefulRedisConnection<String, String> written = line.to(key);
    Long resume = resumeAt.get(written);
    if (resume != null && nanos.getAsLong() - resume < 0) {
      return;
    }
    long have = written.sync().waitForReplication(replicas, waitMs);
    if (have >= replicas) {
      resumeAt.remove(written);
      return;
    }
    tooFew.incrementAndGet();
    long now = nanos.getAsLong();
    resumeAt.keySet().removeIf(it -> !it.isOpen());
    resumeAt.put(written, now + PAUSE_NANOS);
    long tell = tellAt.get();
    if (now - tell >= 0 && tellAt.compareAndSet(tell, now + TELL_NANOS)) {
      log.warn(
          "{} of {} replicas had a commit within {} ms; such commits are acknowledged all the same,"
              + " and a failover may lose some of them until devices bring them back",
          have,
          replicas,
          waitMs);
    }
  }
}
