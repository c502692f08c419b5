package dev.offing.server.action;

import dev.offing.sync.mutation.Ids;
import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code letIn {room, account}}: lets a player into a room that is not open. */
public final class LetInAction implements Action<LetInAction.Params> {
  /** Whom. */
  public record Params(String room, String account) {
    /** Checks the parts. */
    public Params {
      Ids.hash(account, "account");
    }
  }

  @Override
  public String name() {
    return "letIn";
  }

  @Override
  public String does() {
    return "Lets a player into a room that is not open; into your own, or by who looks after the server.";
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
    RoomRuling.of(caller, by -> parts.moderation().letIn(by, asked.room(), asked.account(), true));
    return new Nothing();
  }
}
