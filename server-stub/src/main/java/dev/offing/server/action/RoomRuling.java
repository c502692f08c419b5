package dev.offing.server.action;

import dev.offing.server.room.RoomException;
import dev.offing.server.room.RoomMember;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the actions have in common that decide about people in rooms. */
final class RoomRuling {
  private static final Pattern SHOWN =
      Pattern.compile("[0-9a-f]{%d}".formatted(RoomMember.SHOWN_CHARS));

  private RoomRuling() {}

  /** Checks how a room shows somebody. */
  static void shown(String who) {
    if (!SHOWN.matcher(who).matches()) {
      throw new IllegalArgumentException(
          "who is as rooms show members: the first %d characters of the account"
              .formatted(RoomMember.SHOWN_CHARS));
    }
  }

  /**
   * Decides in the name of the caller.
   *
   * @param decides given the account of a player, null for those who look after the server
   * @throws ActionException where the room is not theirs
   */
  static void of(Caller caller, Consumer<@Nullable String> decides) {
    try {
      decides.accept(caller instanceof Caller.Player player ? player.account() : null);
    } catch (RoomException e) {
      throw new ActionException(e.code(), String.valueOf(e.getMessage()));
    }
  }
}
