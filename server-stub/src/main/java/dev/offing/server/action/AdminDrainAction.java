package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code adminDrain}: the node that answers stops in order; its clients come back elsewhere. */
public final class AdminDrainAction implements Action<Nothing> {
  @Override
  public String name() {
    return "adminDrain";
  }

  @Override
  public String does() {
    return "Stops the node that answers, in order: its clients come back elsewhere.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public Nothing answer(Caller caller, Nothing asked, ActionParts parts) {
    parts.admin().drain();
    return new Nothing();
  }
}
