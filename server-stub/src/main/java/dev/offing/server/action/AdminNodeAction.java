package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code adminNode}: the node that answers, as it is now. */
public final class AdminNodeAction implements Action<Nothing> {
  @Override
  public String name() {
    return "adminNode";
  }

  @Override
  public String does() {
    return "Shows the node that answers, as it is now.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<AdminParts.NodeNow> result() {
    return AdminParts.NodeNow.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public AdminParts.NodeNow answer(Caller caller, Nothing asked, ActionParts parts) {
    return parts.admin().node();
  }
}
