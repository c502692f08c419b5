package dev.offing.server;

import dev.offing.server.gateway.Rates;
import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import java.util.List;

/** What all nodes have used together, as it is counted in Redis. */
final class RatePool implements Rates.Pool {
  private static final LuaScript TAKE = LuaScript.beside(RatePool.class, "rate.lua");

  private final RedisLink redis;

  RatePool(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public long take(String bucket, int used, int perSecond, int burst) {
    return Long.parseLong(
        (String)
            redis
                .run(
                    TAKE,
                    List.of("offing:rate:" + bucket),
                    List.of(
                        Integer.toString(used),
                        Integer.toString(perSecond),
                        Integer.toString(burst)))
                .getFirst());
  }
}
