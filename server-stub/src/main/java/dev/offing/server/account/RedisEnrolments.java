package dev.offing.server.account;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The limit as it is counted in Redis, over all nodes. Off for loopback addresses unless it is
 * asked for.
 */
public final class RedisEnrolments implements Enrolments {
  private static final LuaScript TAKE = LuaScript.beside(RedisEnrolments.class, "enrol.lua");
  private static final long HOUR_MS = 3_600_000;

  private final RedisLink redis;
  private final LongSupplier now;
  private final int perHour;
  private final boolean alsoLoopback;

  /**
   * A limit.
   *
   * @param now ms of server time
   */
  public RedisEnrolments(RedisLink redis, LongSupplier now, int perHour, boolean alsoLoopback) {
    this.redis = redis;
    this.now = now;
    this.perHour = perHour;
    this.alsoLoopback = alsoLoopback;
  }

  @Override
  public boolean available(InetAddress address) {
    if (!limited(address)) {
      return true;
    }
    String count = redis.call(r -> r.get(key(address)));
    return (count == null ? 0 : Long.parseLong(count)) < perHour;
  }

  @Override
  public boolean take(InetAddress address) {
    if (!limited(address)) {
      return true;
    }
    String limit = Integer.toString(perHour);
    return redis.run(TAKE, List.of(key(address)), List.of(limit)).getFirst().equals("ok");
  }

  private boolean limited(InetAddress address) {
    return alsoLoopback || !address.isLoopbackAddress();
  }

  private String key(InetAddress address) {
    return "offing:enrol:" + address.getHostAddress() + ":" + now.getAsLong() / HOUR_MS;
  }
}
