package dev.offing.server.action;

import dev.offing.server.gateway.TokenBucket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a second one player may make on this node, on whatever connections; of somebody
 * unknown, one address. Who looks after the server is not limited. Safe for use by many threads.
 */
public final class CallRates implements Middleware {
  private static final int SWEEP_EVERY = 1_024;

  private final int perSecond;
  private final int burst;
  private final boolean limitLoopback;
  private final LongSupplier nanos;
  private final Map<String, TokenBucket> buckets = new HashMap<>();
  private int calls;

  /**
   * Nobody called yet.
   *
   * @param limitLoopback whether unknown callers on loopback are limited, too
   * @param nanos monotonic time
   */
  public CallRates(int perSecond, int burst, boolean limitLoopback, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.limitLoopback = limitLoopback;
    this.nanos = nanos;
  }

  @Override
  public void around(Caller caller, Action<?> action, Runnable next) {
    String who = who(caller);
    if (who != null && !take(who)) {
      throw new ActionException("rate_limited", "too many calls; slow down");
    }
    next.run();
  }

  private @Nullable String who(Caller caller) {
    return switch (caller) {
      case Caller.Player player -> player.account();
      case Caller.Anyone anyone ->
          limitLoopback || !anyone.address().isLoopbackAddress()
              ? anyone.address().getHostAddress()
              : null;
      case Caller.Linking linking -> linking.device();
      case Caller.Admin _ -> null;
    };
  }

  private synchronized boolean take(String who) {
    long now = nanos.getAsLong();
    if (++calls % SWEEP_EVERY == 0) {
      buckets.values().removeIf(bucket -> bucket.full(now));
    }
    return buckets.computeIfAbsent(who, _ -> new TokenBucket(perSecond, burst, now)).take(now);
  }
}
