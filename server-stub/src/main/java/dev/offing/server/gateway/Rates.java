package dev.offing.server.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So much at once and so much a second on average, for each of many. What nodes allow they compare
 * now and then ({@link #share}), so that nobody has more by using several; while that cannot be
 * done, each node goes on by itself. Safe for use by many threads.
 */
public final class Rates {
  private static final int SWEEP_EVERY = 1_024;

  private final String name;
  private final int perSecond;
  private final int burst;
  private final LongSupplier nanos;
  private final Map<String, TokenBucket> buckets = new HashMap<>();
  private int taken;

  /**
   * What all nodes have used together. A bucket of it holds at most the burst and may be overdrawn
   * by what nodes allowed without knowing of each other.
   */
  @FunctionalInterface
  public interface Pool {
    /**
     * Takes what was used already.
     *
     * @return what is left, negative where it is overdrawn
     * @throws dev.offing.server.redis.RedisUnavailable when nobody knows
     */
    long take(String bucket, int used, int perSecond, int burst);
  }

  /**
   * Nobody used anything yet.
   *
   * @param name of what is limited, unlike that of others
   * @param perSecond on average
   * @param burst at once
   * @param nanos monotonic
   */
  public Rates(String name, int perSecond, int burst, LongSupplier nanos) {
    this.name = name;
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
  }

  /** Takes one for somebody, if there is one. */
  public synchronized boolean take(String who) {
    long now = nanos.getAsLong();
    if (++taken % SWEEP_EVERY == 0) {
      buckets.values().removeIf(bucket -> bucket.used() == 0 && bucket.full(now));
    }
    return buckets.computeIfAbsent(who, _ -> new TokenBucket(perSecond, burst, now)).take(now);
  }

  private record Used(String who, int tokens) {}

  /**
   * Tells what was used here, and learns what others used; to be called every now and then. Blocks.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the pool does not answer
   */
  public void share(Pool pool) {
    List<Used> all = new ArrayList<>();
    synchronized (this) {
      buckets.forEach((who, bucket) -> {
        if (bucket.used() > 0) {
          all.add(new Used(who, bucket.used()));
        }
      });
    }
    for (Used used : all) {
      long left = pool.take(name + ":" + used.who(), used.tokens(), perSecond, burst);
      synchronized (this) {
        TokenBucket bucket = buckets.get(used.who());
        if (bucket != null) {
          bucket.told(used.tokens(), left, nanos.getAsLong());
        }
      }
    }
  }
}
