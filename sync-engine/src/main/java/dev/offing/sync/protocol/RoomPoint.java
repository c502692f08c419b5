package dev.offing.sync.protocol;

import dev.offing.sync.mutation.Ids;

/**
 * A place in a room's history.
 *
 * @param epoch the random id of one unbroken life of the room
 * @param seq the number of an event there, 0 before the first
 */
public record RoomPoint(String epoch, long seq) {
  /** Checks the parts. */
  public RoomPoint {
    Ids.random(epoch, "room epoch");
    if (seq < 0) {
      throw new IllegalArgumentException("seq is not negative");
    }
  }
}
