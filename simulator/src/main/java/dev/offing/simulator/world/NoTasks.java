package dev.offing.simulator.world;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.task.DeadLetter;
import dev.offing.server.task.Enqueued;
import dev.offing.server.task.Progress;
import dev.offing.server.task.QueueSize;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.Tasks;
import java.util.List;

/** Tasks run on threads of their own, so a simulated world has none. */
enum NoTasks implements Tasks {
  HERE;

  private static RedisUnavailable none() {
    return new RedisUnavailable("there are no tasks in a simulated world");
  }

  @Override
  public TaskKinds kinds() {
    return TaskKinds.of();
  }

  @Override
  public List<Enqueued> enqueueAll(String kind, List<TaskRequest> requests) {
    throw none();
  }

  @Override
  public List<Enqueued> enqueueBatch(String kind, String batch, List<TaskRequest> requests) {
    throw none();
  }

  @Override
  public Progress progress(String kind, String batch) {
    throw none();
  }

  @Override
  public boolean isThere(String kind, String id) {
    throw none();
  }

  @Override
  public boolean cancel(String kind, String id) {
    throw none();
  }

  @Override
  public boolean requeue(String kind, String id) {
    throw none();
  }

  @Override
  public List<DeadLetter> deadLetters(String kind, int most) {
    throw none();
  }

  @Override
  public List<QueueSize> sizes() {
    throw none();
  }
}
