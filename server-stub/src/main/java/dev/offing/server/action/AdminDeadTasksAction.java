package dev.offing.server.action;

import dev.offing.server.task.DeadLetter;
import java.util.List;
import java.util.Set;

/** {@code adminDeadTasks {kind}}: the tasks of a kind that were given up, with their reasons. */
public final class AdminDeadTasksAction implements Action<AdminDeadTasksAction.Params> {
  /** Dead letters in one answer. */
  private static final int MOST = 100;

  /** Which. */
  public record Params(String kind) {}

  /** At most a hundred of them, in no order. */
  public record Dead(List<DeadLetter> tasks) {
    /** Takes a copy of the list. */
    public Dead {
      tasks = List.copyOf(tasks);
    }
  }

  @Override
  public String name() {
    return "adminDeadTasks";
  }

  @Override
  public String does() {
    return "Shows tasks of a kind that were given up, with the reason of each; a hundred at most.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<Dead> result() {
    return Dead.class;
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
  public Dead answer(Caller caller, Params asked, ActionParts parts) {
    AdminTaskParams.check(asked.kind(), parts);
    return new Dead(parts.tasks().deadLetters(asked.kind(), MOST));
  }
}
