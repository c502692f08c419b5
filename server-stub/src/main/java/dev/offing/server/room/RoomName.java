package dev.offing.server.room;

/** The two parts of a room's name, {@code kind:called}. */
final class RoomName {
  private RoomName() {}

  static String kind(String room) {
    return room.substring(0, room.indexOf(':'));
  }

  static String called(String room) {
    return room.substring(room.indexOf(':') + 1);
  }
}
