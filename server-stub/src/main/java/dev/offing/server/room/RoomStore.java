package dev.offing.server.room;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms as they lie in Redis. All keys of a room carry its hash tag. */
final class RoomStore {
  private static final LuaScript JOIN = LuaScript.beside(RoomStore.class, "join.lua");
  private static final LuaScript SAY = LuaScript.beside(RoomStore.class, "say.lua");
  private static final LuaScript LEAVE = LuaScript.beside(RoomStore.class, "leave.lua");

  /** Events of a room that are kept. */
  static final int HISTORY = 200;

  /** Events that a newcomer is shown. */
  static final int SHOWN = 50;

  /** How long somebody is there whose node says nothing more, ms. */
  static final long LEASE_MS = 15_000;

  private final RedisLink redis;
  private final Codec codec;
  private final Supplier<String> randomId;

  /**
   * A room as it was read.
   *
   * @param resumed whether the events follow the point that was asked for
   */
  record Reading(
      String epoch, long seq, boolean resumed, List<RoomEvent> events, List<Member> roster) {}

  /** An event without its number. */
  record Body(long at, String from, String clientId, String text) {
    RoomEvent numbered(long seq) {
      return new RoomEvent(seq, at, from, clientId, text);
    }
  }

  /** An event with the epoch in which it has its number. */
  record Numbered(String epoch, RoomEvent event) {}

  RoomStore(RedisLink redis, Codec codec, Supplier<String> randomId) {
    this.redis = redis;
    this.codec = codec;
    this.randomId = randomId;
  }

  static String channel(String room) {
    return "offing:room:" + room;
  }

  /**
   * Reads the room, and renews the leases of these members.
   *
   * @param members as {@code node:session:account}
   * @param since what is known of it
   * @param now ms of server time
   */
  Reading read(String room, Collection<String> members, @Nullable RoomPoint since, long now) {
    List<String> arguments = new ArrayList<>();
    arguments.add(randomId.get());
    arguments.add(Long.toString(now));
    arguments.add(since == null ? "" : since.epoch());
    arguments.add(since == null ? "0" : Long.toString(since.seq()));
    arguments.add(Integer.toString(SHOWN));
    arguments.add(channel(room));
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
        answer.subList(4, events).stream().map(e -> event((String) e)).toList(),
        roster(answer.subList(events, answer.size())));
  }

  /** Says something; where it was said before, that. */
  Optional<Numbered> say(String room, String account, Body body) {
    List<Object> answer =
        redis.run(
            SAY,
            List.of(key(room, "head"), key(room, "log"), key(room, "said")),
            List.of(
                randomId.get(),
                account + ":" + body.clientId(),
                codec.write(body),
                Integer.toString(HISTORY),
                channel(room)));
    if (answer.getFirst().equals("said") || answer.get(3).equals("")) {
      return Optional.empty();
    }
    return Optional.of(numbered((String) answer.get(1), answer.get(2) + " " + answer.get(3)));
  }

  void leave(String room, String member) {
    redis.run(LEAVE, List.of(key(room, "here")), List.of(member, channel(room)));
  }

  /** An event from {@code 'seq json'}. */
  Numbered numbered(String epoch, String line) {
    return new Numbered(epoch, event(line));
  }

  private RoomEvent event(String line) {
    int split = line.indexOf(' ');
    return codec
        .read(line.substring(split + 1), Body.class)
        .numbered(Long.parseLong(line.substring(0, split)));
  }

  private static List<Member> roster(List<Object> members) {
    Map<String, Integer> sessions = new TreeMap<>();
    for (Object member : members) {
      String text = (String) member;
      sessions.merge(text.substring(text.lastIndexOf(':') + 1), 1, Integer::sum);
    }
    return sessions.entrySet().stream().map(e -> new Member(e.getKey(), e.getValue())).toList();
  }

  private static String key(String room, String part) {
    return "offing:{r:" + room + "}:" + part;
  }
}
