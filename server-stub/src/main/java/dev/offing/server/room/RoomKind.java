package dev.offing.server.room;

/**
 * A kind of rooms, what stands before the colon of their names. Adding one is writing one such
 * class with a public constructor without parameters, and its line in {@code
 * META-INF/services/dev.offing.server.room.RoomKind}. It keeps nothing; safe for use by many
 * threads.
 */
public interface RoomKind {
  /** What stands before the colon: 1 to 16 small letters. */
  String name();

  /** Whether everybody may enter; else the owner, and whom the owner or an admin let in. */
  boolean open();

  /**
   * Whether a room belongs to an account: its owner enters, lets others in, and mutes.
   *
   * @param called what stands behind the colon
   */
  boolean owns(String called, String account);
}
