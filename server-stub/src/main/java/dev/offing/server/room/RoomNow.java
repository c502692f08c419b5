package dev.offing.server.room;

/** What middleware may know of a room. Used in the room's lane. */
public interface RoomNow {
  /** As clients name it, {@code port:lobby}. */
  String name();

  /** Its kind. */
  RoomKind kind();

  /** Whether it belongs to an account. */
  boolean owns(String account);

  /**
   * Whether an account was let in; blocks where that is not known here.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when it cannot be asked
   */
  boolean guest(String account);

  /**
   * Until when somebody is muted, ms of server time; 0 when not.
   *
   * @param who as the room shows members
   */
  long mutedUntil(String who);

  /** Ms of server time. */
  long now();
}
