package dev.offing.server.room;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rooms as they lie in Redis. All keys of a room carry its hash tag. */
public final class RedisRoomStore implements RoomStore {
  private static final LuaScript JOIN = LuaScript.beside(RedisRoomStore.class, "join.lua");
  private static final LuaScript SAY = LuaScript.beside(RedisRoomStore.class, "say.lua");
  private static final LuaScript RESTORE = LuaScript.beside(RedisRoomStore.class, "restore.lua");
  private static final LuaScript LEAVE = LuaScript.beside(RedisRoomStore.class, "leave.lua");
  private static final LuaScript RULE = LuaScript.beside(RedisRoomStore.class, "rule.lua");

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
      String room,
      Collection<String> members,
      @Nullable RoomPoint since,
      int shown,
      long now,
      long until) {
    List<String> arguments = new ArrayList<>();
    arguments.add(randomId.get());
    arguments.add(Long.toString(now));
    arguments.add(since == null ? "" : since.epoch());
    arguments.add(since == null ? "0" : Long.toString(since.seq()));
    arguments.add(Integer.toString(shown));
    arguments.add(RoomStore.channel(room));
    arguments.add(Integer.toString(FORMER));
    arguments.add(Long.toString(FORGOTTEN_MS));
    arguments.add(Long.toString(until));
    arguments.addAll(members);
    List<Object> answer =
        redis.run(
            JOIN,
            keys(room, "head", "log", "said", "here", "former", "mutes", "guests"),
            arguments);
    return new Reading(
        (String) answer.get(0),
        Long.parseLong((String) answer.get(1)),
        answer.get(2).equals("1"),
        strings(answer.get(3)).stream().map(lines::event).toList(),
        RoomLines.roster(strings(answer.get(4))),
        new Rules(numbers(strings(answer.get(5))), new HashSet<>(strings(answer.get(6)))),
        former(strings(answer.get(7))));
  }

  @Override
  public Saying say(String room, String epoch, Body body) {
    List<Object> answer =
        redis.run(
            SAY,
            keys(room, "head", "log", "said"),
            List.of(
                epoch,
                body.id(),
                lines.write(body),
                Integer.toString(HISTORY),
                RoomStore.channel(room)));
    return switch ((String) answer.getFirst()) {
      case "said" -> new Saying.Said(Long.parseLong((String) answer.get(1)));
      case "again" ->
          new Saying.Again(
              answer.size() < 3 ? null : lines.event(answer.get(1) + " " + answer.get(2)));
      default -> new Saying.OtherEpoch();
    };
  }

  @Override
  public boolean restore(
      String room,
      String epoch,
      Map<String, Long> former,
      @Nullable RoomPoint whole,
      List<Body> restored) {
    List<String> arguments = new ArrayList<>();
    arguments.add(epoch);
    arguments.add(Integer.toString(HISTORY));
    arguments.add(RoomStore.channel(room));
    arguments.add(Integer.toString(FORMER));
    arguments.add(whole == null ? "" : whole.epoch());
    arguments.add(whole == null ? "0" : Long.toString(whole.seq()));
    arguments.add(Integer.toString(former.size()));
    former.forEach((one, seq) -> arguments.add(one + " " + seq));
    for (Body body : restored) {
      arguments.add(body.id());
      arguments.add(lines.write(body));
    }
    return redis
        .run(RESTORE, keys(room, "head", "log", "said", "former"), arguments)
        .getFirst()
        .equals("restored");
  }

  @Override
  public void leave(String room, String member) {
    redis.run(LEAVE, keys(room, "here"), List.of(member, RoomStore.channel(room)));
  }

  @Override
  public void mute(String room, String who, long until) {
    rule(room, "mutes", who, Long.toString(until));
  }

  @Override
  public void letIn(String room, String account, boolean in) {
    rule(room, "guests", account, in ? "in" : "out");
  }

  private void rule(String room, String part, String whom, String what) {
    redis.run(RULE, keys(room, part), List.of(whom, what, RoomStore.channel(room)));
  }

  @SuppressWarnings("unchecked") // as the script answers
  private static List<String> strings(Object array) {
    return ((List<Object>) array).stream().map(String.class::cast).toList();
  }

  private static Map<String, Long> numbers(List<String> pairs) {
    Map<String, Long> numbers = new HashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      numbers.put(pairs.get(i), Long.parseLong(pairs.get(i + 1)));
    }
    return numbers;
  }

  private static Map<String, Long> former(List<String> lines) {
    Map<String, Long> former = new HashMap<>();
    for (String line : lines) {
      int split = line.indexOf(' ');
      former.merge(line.substring(0, split), Long.parseLong(line.substring(split + 1)), Math::max);
    }
    return former;
  }

  private static List<String> keys(String room, String... parts) {
    return Stream.of(parts).map(part -> "offing:{r:" + room + "}:" + part).toList();
  }
}
