package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code unmute {room, who}}: takes {@code mute} back. */
public final class UnmuteAction implements Action<UnmuteAction.Params> {
  /**
   * Whom.
   *
   * @param who as the room shows members: the first 8 characters of the account
   */
  public record Params(String room, String who) {
    /** Checks the parts. */
    public Params {
      RoomRuling.shown(who);
    }
  }

  @Override
  public String name() {
    return "unmute";
  }

  @Override
  public String does() {
    return "Lets a room hear somebody again who is muted in it.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.PLAYER, Role.ADMIN);
  }

  @Override
  public Nothing answer(Caller caller, Params asked, ActionParts parts) {
    RoomRuling.of(caller, by -> parts.moderation().mute(by, asked.room(), asked.who(), 0));
    return new Nothing();
  }
}
