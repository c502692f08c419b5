package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code adminDrain {node}}: a node stops in order; its clients come back elsewhere. */
public final class AdminDrainAction implements Action<AdminDrainAction.Params> {
  /**
   * Which one.
   *
   * @param node as {@code adminNodes} names it; null for the one that answers
   */
  record Params(@Nullable String node) {}

  @Override
  public String name() {
    return "adminDrain";
  }

  @Override
  public String does() {
    return "Stops a node, or the one that answers, in order: its clients come back elsewhere.";
  }

  @Override
  public Class<AdminDrainAction.Params> params() {
    return AdminDrainAction.Params.class;
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
  public Nothing answer(Caller caller, AdminDrainAction.Params asked, ActionParts parts) {
    parts.admin().drain(asked.node() == null ? "" : asked.node());
    return new Nothing();
  }
}
