package dev.offing.server.room;

import dev.offing.sync.protocol.ClientMessage;

/**
 * What happens around each join and each line, whichever room it is. Adding some is writing one
 * such class with a public constructor without parameters, and its line in {@code
 * META-INF/services/dev.offing.server.room.RoomMiddleware}; the first one there is outermost. It is
 * called in the room's lane: in the room's order, and it should not block for long. Safe for use by
 * many threads.
 */
public interface RoomMiddleware {
  /**
   * Lets a member in by {@code next}, at most once, or throws.
   *
   * @throws RoomException when it stays outside
   */
  default void join(RoomMember member, RoomNow room, Runnable next) {
    next.run();
  }

  /**
   * Lets a line go on by {@code next}, at most once, or throws.
   *
   * @throws RoomException when nobody hears it
   */
  default void say(RoomMember member, RoomNow room, ClientMessage.Say line, Runnable next) {
    next.run();
  }
}
