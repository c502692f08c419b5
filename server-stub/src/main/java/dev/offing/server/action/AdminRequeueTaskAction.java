package dev.offing.server.action;

import java.util.Set;

/** {@code adminRequeueTask {kind, id}}: a dead letter begins anew. */
public final class AdminRequeueTaskAction implements Action<AdminTaskParams> {
  @Override
  public String name() {
    return "adminRequeueTask";
  }

  @Override
  public String does() {
    return "Lets a task that was given up begin anew.";
  }

  @Override
  public Class<AdminTaskParams> params() {
    return AdminTaskParams.class;
  }

  @Override
  public Class<AdminTaskParams.Changed> result() {
    return AdminTaskParams.Changed.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public AdminTaskParams.Changed answer(Caller caller, AdminTaskParams asked, ActionParts parts) {
    AdminTaskParams.check(asked.kind(), parts);
    return new AdminTaskParams.Changed(parts.tasks().requeue(asked.kind(), asked.id()));
  }
}
