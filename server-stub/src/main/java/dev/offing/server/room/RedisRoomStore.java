package dev.offing.server.room;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms as they lie in Redis. All keys of a room carry its hash tag. */
public final class RedisRoomStore implements RoomStore {
  private static final LuaScript JOIN = LuaScript.beside(RedisRoomStore.class, "join.lua");
  private static final LuaScript SAY = LuaScript.beside(RedisRoomStore.class, "say.lua");
  private static final LuaScript LEAVE = LuaScript.beside(RedisRoomStore.class, "leave.lua");

  private final RedisLink redis;
  private final RoomLines lines;
  private final Supplier<String> randomId;

  /**
   * Rooms in this Redis.
   *
   * @param randomId makes 128-bit ids for epochs
   */
  public RedisRoomStore(RedisLink redis, Codec codec, Supplier<String> randomId) {
    this.redis = redis;
    this.lines = new RoomLines(codec);
    this.randomId = randomId;
  }

  @Override
  public Reading read(
      String room, Collection<String> members, @Nullable RoomPoint since, long now) {
    List<String> arguments = new ArrayList<>();
    arguments.add(randomId.get());
    arguments.add(Long.toString(now));
    arguments.add(since == null ? "" : since.epoch());
    arguments.add(since == null ? "0" : Long.toString(since.seq()));
    arguments.add(Integer.toString(SHOWN));
    arguments.add(RoomStore.channel(room));
    for (String member : members) {
      arguments.add(member);
      arguments.add(Long.toString(now + LEASE_MS));
    }
    List<Object> answer =
        redis.run(JOIN, List.of(key(room, "head"), key(room, "log"), key(room, "here")), arguments);
    int events = 4 + Integer.parseInt((String) answer.get(3));
    return new Reading(
        (String) answer.get(0),
        Long.parseLong((String) answer.get(1)),
        answer.get(2).equals("1"),
        answer.subList(4, events).stream().map(e -> lines.event((String) e)).toList(),
        RoomLines.roster(
            answer.subList(events, answer.size()).stream().map(m -> (String) m).toList()));
  }

  @Override
  public Optional<Numbered> say(String room, String account, Body body) {
    List<Object> answer =
        redis.run(
            SAY,
            List.of(key(room, "head"), key(room, "log"), key(room, "said")),
            List.of(
                randomId.get(),
                account + ":" + body.clientId(),
                lines.write(body),
                Integer.toString(HISTORY),
                RoomStore.channel(room)));
    if (answer.getFirst().equals("said") || answer.get(3).equals("")) {
      return Optional.empty();
    }
    return Optional.of(numbered((String) answer.get(1), answer.get(2) + " " + answer.get(3)));
  }

  @Override
  public void leave(String room, String member) {
    redis.run(LEAVE, List.of(key(room, "here")), List.of(member, RoomStore.channel(room)));
  }

  @Override
  public Numbered numbered(String epoch, String line) {
    return new Numbered(epoch, lines.event(line));
  }

  private static String key(String room, String part) {
    return "offing:{r:" + room + "}:" + part;
  }
}
