package dev.offing.server.task;

/**
 * How far a batch is.
 *
 * @param total tasks that were enqueued in it
 * @param dead those that are dead letters now
 */
public record Progress(long total, long done, long dead, long cancelled) {
  /** Those that are still to be done. */
  public long left() {
    return total - done - dead - cancelled;
  }
}
