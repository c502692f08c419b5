package dev.offing.server.action;

import dev.offing.server.task.QueueSize;
import dev.offing.sync.protocol.Calls.Nothing;
import java.util.List;
import java.util.Set;

/** {@code adminTasks}: how much lies in the queue of each kind of task. */
public final class AdminTasksAction implements Action<Nothing> {
  /**
   * The queues.
   *
   * @param kinds in the order of their names
   */
  public record Queues(List<QueueSize> kinds) {
    /** Takes a copy of the list. */
    public Queues {
      kinds = List.copyOf(kinds);
    }
  }

  @Override
  public String name() {
    return "adminTasks";
  }

  @Override
  public String does() {
    return "Shows how many tasks of each kind wait, run, are for later, and were given up.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<Queues> result() {
    return Queues.class;
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
  public Queues answer(Caller caller, Nothing asked, ActionParts parts) {
    return new Queues(parts.tasks().sizes());
  }
}
