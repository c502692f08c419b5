package dev.offing.server.account;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The quota as it is counted in Redis, over all nodes. Off for loopback addresses unless it is
 * asked for.
 */
public final class RedisAddressQuota implements AddressQuota {
  private static final LuaScript TAKE = LuaScript.beside(RedisAddressQuota.class, "quota.lua");
  private static final long MS = 1_000;

  private final RedisLink redis;
  private final LongSupplier now;
  private final Limit limit;
  private final boolean alsoLoopback;

  /**
   * What is counted.
   *
   * @param name in the keys of Redis
   * @param most in {@code seconds}, which begin at the same moment for all
   */
  public record Limit(String name, int most, int seconds) {}

  /**
   * A quota.
   *
   * @param now ms of server time
   */
  public RedisAddressQuota(RedisLink redis, LongSupplier now, Limit limit, boolean alsoLoopback) {
    this.redis = redis;
    this.now = now;
    this.limit = limit;
    this.alsoLoopback = alsoLoopback;
  }

  @Override
  public boolean available(InetAddress address) {
    if (!limited(address)) {
      return true;
    }
    String count = redis.call(r -> r.get(key(address)));
    return (count == null ? 0 : Long.parseLong(count)) < limit.most();
  }

  @Override
  public boolean take(InetAddress address) {
    if (!limited(address)) {
      return true;
    }
    List<String> arguments =
        List.of(Integer.toString(limit.most()), Integer.toString(2 * limit.seconds()));
    return redis.run(TAKE, List.of(key(address)), arguments).getFirst().equals("ok");
  }

  private boolean limited(InetAddress address) {
    return alsoLoopback || !address.isLoopbackAddress();
  }

  private String key(InetAddress address) {
    return "offing:%s:%s:%d"
        .formatted(
            limit.name(), address.getHostAddress(), now.getAsLong() / (limit.seconds() * MS));
  }
}
