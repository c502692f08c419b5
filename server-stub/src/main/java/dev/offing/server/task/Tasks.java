package dev.offing.server.task;

import java.util.List;

/**
 * What anybody may do with tasks: enqueue them, see how far they are, cancel them. Every node has
 * one, also one that runs none. Safe for use by many threads; every method blocks, and throws
 * {@link dev.offing.server.redis.RedisUnavailable} when there is no answer: then the task may be
 * enqueued or not, and whoever chose an id enqueues it again. A kind that there is not is an {@link
 * IllegalArgumentException}.
 */
public interface Tasks {
  /** The kinds that this node knows. */
  TaskKinds kinds();

  /** Enqueues one. */
  default Enqueued enqueue(String kind, TaskRequest request) {
    return enqueueAll(kind, List.of(request)).getFirst();
  }

  /** Enqueues many of a kind, which is much faster than one by one. Each stands for itself. */
  List<Enqueued> enqueueAll(String kind, List<TaskRequest> requests);

  /**
   * Enqueues a part of a batch, whose progress is counted for 30 days.
   *
   * @param batch names it among those of its kind; there is one from its first part on
   */
  List<Enqueued> enqueueBatch(String kind, String batch, List<TaskRequest> requests);

  /** How far a batch is. */
  Progress progress(String kind, String batch);

  /** Whether a task is still to be done, or given up. */
  boolean isThere(String kind, String id);

  /** Cancels a task; false where it is done already, or never was. */
  boolean cancel(String kind, String id);

  /** Lets a dead letter begin anew; false where there is none of this id. */
  boolean requeue(String kind, String id);

  /** The dead letters of a kind, at most so many, in no order. */
  List<DeadLetter> deadLetters(String kind, int most);

  /** How much lies in each queue. */
  List<QueueSize> sizes();
}
