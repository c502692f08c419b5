package dev.offing.server.cluster;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import java.util.List;

/** TIME of Redis, and the warp beside the world list: of a cluster, on one and the same master. */
public final class RedisWarp implements WarpStore {
  private static final LuaScript READ = LuaScript.beside(RedisWarp.class, "time.lua");
  private static final LuaScript REPLACE = LuaScript.beside(RedisWarp.class, "warp.lua");
  private static final List<String> KEYS =
      List.of("offing:{world}:epoch", "offing:{world}:clock", "offing:{world}:clockseen");

  private final RedisLink redis;

  /** Over a connection. */
  public RedisWarp(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public Read read() {
    List<Object> answer = redis.run(READ, KEYS, List.of());
    return new Read(
        number(answer, 0) * 1_000_000 + number(answer, 1),
        (String) answer.get(2),
        number(answer, 3) / 1_000,
        answer.get(4).equals("1"));
  }

  @Override
  public boolean replace(String before, String after, long latestMs) {
    List<Object> answer =
        redis.run(REPLACE, KEYS.subList(1, 2), List.of(before, after, Long.toString(latestMs)));
    return answer.getFirst().equals("ok");
  }

  private static long number(List<Object> answer, int place) {
    return Long.parseLong((String) answer.get(place));
  }
}
