package dev.offing.server.action;

import java.util.Set;

/** {@code adminCancelTask {kind, id}}: a task is not to be done. */
public final class AdminCancelTaskAction implements Action<AdminTaskParams> {
  @Override
  public String name() {
    return "adminCancelTask";
  }

  @Override
  public String does() {
    return "Cancels a task: one that waits never runs, one that runs is not tried again.";
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
    return new AdminTaskParams.Changed(parts.tasks().cancel(asked.kind(), asked.id()));
  }
}
