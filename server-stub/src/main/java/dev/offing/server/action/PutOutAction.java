package dev.offing.server.action;

import dev.offing.sync.mutation.Ids;
import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code putOut {room, account}}: takes {@code letIn} back. */
public final class PutOutAction implements Action<PutOutAction.Params> {
  /** Whom. */
  public record Params(String room, String account) {
    /** Checks the parts. */
    public Params {
      Ids.hash(account, "account");
    }
  }

  @Override
  public String name() {
    return "putOut";
  }

  @Override
  public String does() {
    return "Puts a player out of a room that is not open.";
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
    RoomRuling.of(caller, by -> parts.moderation().letIn(by, asked.room(), asked.account(), false));
    return new Nothing();
  }
}
