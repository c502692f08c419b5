package dev.offing.server.task;

/** One run of a task, as its class sees it. */
public interface TaskRun {
  /**
   * The task's id: the same each time that it is tried. What the task does carries it, so that it
   * takes effect once.
   */
  String id();

  /** From 1; the last one is {@link Retry#attempts}. */
  int attempt();

  /** Ms of server time. */
  long now();

  /**
   * Whether it is of no use to go on: somebody cancelled it, another worker has it, or the node
   * stops. Known within a third of a lease.
   */
  boolean over();

  /**
   * What the node offers to its tasks.
   *
   * @throws IllegalStateException when it does not
   */
  <T> T service(Class<T> type);
}
