package dev.offing.server.world;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.account.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The world list in Redis. */
public final class RedisWorldStore implements WorldStore {
  private static final LuaScript PUBLISH = LuaScript.beside(RedisWorldStore.class, "publish.lua");
  private static final LuaScript ANNOUNCE = LuaScript.beside(RedisWorldStore.class, "announce.lua");
  private static final LuaScript READ = LuaScript.beside(RedisWorldStore.class, "read.lua");
  private static final List<String> KEYS =
      List.of(
          "offing:{world}:epoch",
          "offing:{world}:rows",
          "offing:{world}:run",
          "offing:{world}:catalogs");

  private final RedisLink redis;
  private final LongUnaryOperator realOf;

  /** The list in this Redis. */
  public RedisWorldStore(RedisLink redis) {
    this(redis, LongUnaryOperator.identity());
  }

  /**
   * Over a connection, where server time is not that of Redis.
   *
   * @param realOf when it is so far by the clock of Redis, both ms
   */
  public RedisWorldStore(RedisLink redis, LongUnaryOperator realOf) {
    this.redis = redis;
    this.realOf = realOf;
  }

  @Override
  public void publish(String epoch, String hash, String text, long firstAt, long laterAt) {
    redis.run(
        PUBLISH, KEYS, List.of(epoch, hash, text, Long.toString(firstAt), Long.toString(laterAt)));
  }

  @Override
  public void announce(long at, World.Event event) {
    redis.run(
        ANNOUNCE,
        KEYS.subList(0, 3),
        List.of(
            Long.toString(realOf.applyAsLong(at) - AHEAD_MS),
            at + " event " + event.id() + " " + event.until()));
  }

  @Override
  public Listed read() {
    List<Object> answer = redis.run(READ, KEYS.subList(0, 3), List.of());
    List<World.Row> rows = new ArrayList<>();
    for (Object row : answer.subList(1, answer.size())) {
      String[] parts = ((String) row).split(" ", -1);
      long at = Long.parseLong(parts[0]);
      rows.add(
          parts.length == 2
              ? new World.Row(rows.size() + 1, at, parts[1])
              : new World.Row(
                  rows.size() + 1, at, new World.Event(parts[2], Long.parseLong(parts[3]))));
    }
    return new Listed((String) answer.getFirst(), rows);
  }

  @Override
  public @Nullable String catalogText(String hash) {
    return redis.call(r -> r.hget(KEYS.get(3), hash));
  }
}
