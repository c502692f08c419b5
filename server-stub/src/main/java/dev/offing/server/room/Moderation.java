package dev.offing.server.room;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is muted in a room, and who is let in. Safe for use by many threads; blocks. */
public final class Moderation {
  private final RoomStore store;
  private final RoomRules rules;
  private final LongSupplier now;

  /**
   * Decides about rooms in this store.
   *
   * @param now ms of server time
   */
  public Moderation(RoomStore store, RoomRules rules, LongSupplier now) {
    this.store = store;
    this.rules = rules;
    this.now = now;
  }

  /**
   * Lets nobody hear somebody for a while, on all nodes; 0 takes it back.
   *
   * @param by the account that wishes it; null for those who look after the server
   * @param who as the room shows members
   * @return until when, ms of server time; 0 when it was taken back
   * @throws RoomException where the room is none, or not theirs
   * @throws dev.offing.server.redis.RedisUnavailable when it is not known whether it was done
   */
  public long mute(@Nullable String by, String room, String who, long forMs) {
    check(by, room);
    long until = forMs == 0 ? 0 : now.getAsLong() + forMs;
    store.mute(room, who, until);
    return until;
  }

  /**
   * Lets an account into a room that is not open, or takes that back: then it is put out.
   *
   * @param by the account that wishes it; null for those who look after the server
   * @throws RoomException where the room is none, or open, or not theirs
   * @throws dev.offing.server.redis.RedisUnavailable when it is not known whether it was done
   */
  public void letIn(@Nullable String by, String room, String account, boolean in) {
    if (check(by, room).open()) {
      throw new RoomException("open_room", "%s is open to everybody.".formatted(room));
    }
    store.letIn(room, account, in);
  }

  private RoomKind check(@Nullable String by, String room) {
    RoomKind kind =
        rules
            .kind(room)
            .orElseThrow(() ->
                new RoomException(
                    "unknown_room", "There is no room %s that has members.".formatted(room)));
    if (by != null && !kind.owns(RoomName.called(room), by)) {
      throw new RoomException(
          "not_yours", "%s is not yours; whoever looks after the server may.".formatted(room));
    }
    return kind;
  }
}
