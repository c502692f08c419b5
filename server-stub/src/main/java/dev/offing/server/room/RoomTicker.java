package dev.offing.server.room;

import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.List;
import java.util.Optional;

/**
 * Rooms in which nobody speaks and only the newest value counts, as a price. Values are a function
 * of time, so every node has them by itself, whether Redis is there or not. Safe for use by many
 * threads.
 */
public interface RoomTicker {
  /** What stands before the colon. */
  String name();

  /** Names the unbroken series of a room: 32 hexadecimal digits, the same on every node. */
  String epoch(String called);

  /** The value at a moment of server time, ms; none where there is no such room. */
  Optional<RoomEvent> at(String called, long ms);

  /** The values up to a moment of server time, oldest first, at most so many; each differs. */
  List<RoomEvent> history(String called, long ms, int most);
}
