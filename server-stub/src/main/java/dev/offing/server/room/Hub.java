package dev.offing.server.room;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.RoomPoint;
import org.jspecify.annotations.Nullable;

/** A room on one node, with its members there. Safe for use by many threads; nothing blocks. */
interface Hub {
  /** Lets a member in, or tells it why not. */
  void join(RoomMember member, @Nullable RoomPoint since);

  /** A member leaves. */
  void leave(RoomMember member);

  /** A member says something. */
  void say(RoomMember member, ClientMessage.Say line);

  /** Sends what changed and waits for its turn in the push cycle. */
  void push();

  /** Renews the leases of the members here, and looks for what was missed. */
  void renew();

  /** Tries to reach the other nodes again, where they are not reached. */
  void retry();

  /** Whether it holds something that nobody else has: then it has to stay. */
  boolean owes();

  /** Nobody is here any more. */
  void close();
}
