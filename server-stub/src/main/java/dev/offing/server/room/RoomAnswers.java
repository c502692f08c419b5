package dev.offing.server.room;

import dev.offing.server.gateway.Outbound;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** How members are told that a room did not do what they wished. */
final class RoomAnswers {
  private RoomAnswers() {}

  /** A line is not taken. */
  static void refused(Codec codec, RoomMember member, ClientMessage.Say line, RoomException why) {
    refused(codec, member, line.room(), line.clientId(), why);
  }

  /** A room, or a line where it has an id, is refused. */
  static void refused(
      Codec codec, RoomMember member, String room, @Nullable String clientId, RoomException why) {
    tell(
        codec,
        member,
        new ServerMessage.Failure(why.code(), String.valueOf(why.getMessage()), room, clientId));
  }

  /** Something is refused before any room is asked. */
  static void refused(Codec codec, RoomMember member, String code, String message) {
    tell(codec, member, new ServerMessage.Failure(code, message));
  }

  private static void tell(Codec codec, RoomMember member, ServerMessage message) {
    member.out().accept(new Outbound.Important(codec.encode(message)));
  }
}
