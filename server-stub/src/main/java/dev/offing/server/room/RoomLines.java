package dev.offing.server.room;

import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How events and members are spelled in a store and on the bus. Immutable. */
final class RoomLines {
  private static final String EVENT = "event ";

  private final Codec codec;

  RoomLines(Codec codec) {
    this.codec = codec;
  }

  String write(RoomStore.Body body) {
    return codec.write(body);
  }

  /** An event from {@code 'seq json'}. */
  RoomEvent event(String line) {
    int split = line.indexOf(' ');
    return codec
        .read(line.substring(split + 1), RoomStore.Body.class)
        .numbered(Long.parseLong(line.substring(0, split)));
  }

  /** As an event is told on the bus. */
  static String told(String epoch, long seq, String json) {
    return EVENT + epoch + " " + seq + " " + json;
  }

  /** The epoch of what is told on the bus, and its {@code 'seq json'}. */
  static String[] heard(String message) {
    return message.substring(EVENT.length()).split(" ", 2);
  }

  /** Who is there, from members as {@code node:session:account}. */
  static List<Member> roster(Collection<String> members) {
    Map<String, Integer> sessions = new TreeMap<>();
    for (String member : members) {
      sessions.merge(member.substring(member.lastIndexOf(':') + 1), 1, Integer::sum);
    }
    return sessions.entrySet().stream().map(e -> new Member(e.getKey(), e.getValue())).toList();
  }
}
