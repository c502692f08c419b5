package dev.offing.server.task;

import org.jspecify.annotations.Nullable;

/**
 * A kind of task: adding one is writing one such class with a constructor without arguments and
 * naming it in {@code META-INF/services} (docs/add-a-task.md). Run on virtual threads, by many at
 * once.
 *
 * <p>A task runs <em>at least</em> once: the node that runs it may die after its work and before it
 * could say so. What it does has to carry {@link TaskRun#id}, which is the same each time, so that
 * it takes effect once; {@code Inbox.put} and {@link Tasks#enqueue} do by themselves.
 *
 * @param <P> its parameters, a record whose constructor checks them; an unknown one is an error
 */
public interface Task<P> {
  /** As it is enqueued: letters and digits. */
  String kind();

  /** The record of its parameters. */
  Class<P> params();

  /** How often it is tried, and with what pauses. */
  default Retry retry() {
    return Retry.STANDARD;
  }

  /** How many of the kind one node runs at once, 1 to 1,024. */
  default int concurrency() {
    return 64;
  }

  /** After so many ms a run is interrupted and has failed. */
  default long timeoutMs() {
    return 60_000;
  }

  /** When it runs by itself, besides being enqueued; its parameters are then a {@link Period}. */
  default @Nullable Every every() {
    return null;
  }

  /**
   * Does the work.
   *
   * @throws TaskFailed when trying again would not help
   * @throws Exception when it would; the message is what a dead letter says
   */
  void run(TaskRun run, P params) throws Exception;
}
