package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code adminNodes}: the nodes that live, by name. */
public final class AdminNodesAction implements Action<Nothing> {
  @Override
  public String name() {
    return "adminNodes";
  }

  @Override
  public String does() {
    return "Lists the nodes that live, by name.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<AdminParts.NodesNow> result() {
    return AdminParts.NodesNow.class;
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
  public AdminParts.NodesNow answer(Caller caller, Nothing asked, ActionParts parts) {
    return parts.admin().nodes();
  }
}
