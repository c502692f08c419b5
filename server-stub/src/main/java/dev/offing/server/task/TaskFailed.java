package dev.offing.server.task;

/** A task failed in a way that trying again does not help: it is a dead letter at once. */
public final class TaskFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason for people. */
  public TaskFailed(String message) {
    super(message);
  }
}
