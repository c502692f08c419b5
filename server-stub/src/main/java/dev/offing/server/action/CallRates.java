package dev.offing.server.action;

import dev.offing.server.gateway.Rates;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a second one player may make, on whatever connections; of somebody unknown, one
 * address. Who looks after the server is not limited. Safe for use by many threads.
 */
public final class CallRates implements Middleware {
  private final Rates calls;
  private final boolean limitLoopback;

  /**
   * Nobody called yet.
   *
   * @param calls by account, address or device
   * @param limitLoopback whether unknown callers on loopback are limited, too
   */
  public CallRates(Rates calls, boolean limitLoopback) {
    this.calls = calls;
    this.limitLoopback = limitLoopback;
  }

  @Override
  public void around(Caller caller, Action<?> action, Runnable next) {
    String who = who(caller);
    if (who != null && !calls.take(who)) {
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
}
