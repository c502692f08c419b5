package dev.offing.server.task;

import dev.offing.server.redis.RedisLink;
import dev.offing.server.task.TaskQueue.Fresh;
import dev.offing.server.task.TaskQueue.Row;
import dev.offing.sync.protocol.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tasks as they lie in Redis, a {@link TaskQueue} for each kind. */
public final class RedisTasks implements Tasks {
  /** Tasks that one script takes: Redis does nothing else meanwhile. */
  private static final int AT_ONCE = 200;

  private final TaskKinds kinds;
  private final Codec codec;
  private final LongSupplier clock;
  private final Supplier<String> randomId;
  private final Map<String, TaskQueue> queues = new TreeMap<>();

  /**
   * Of these kinds.
   *
   * @param clock ms of server time
   * @param randomId makes 128-bit ids
   */
  public RedisTasks(
      TaskKinds kinds,
      RedisLink redis,
      Codec codec,
      LongSupplier clock,
      Supplier<String> randomId) {
    this.kinds = kinds;
    this.codec = codec;
    this.clock = clock;
    this.randomId = randomId;
    for (String kind : kinds.names()) {
      queues.put(kind, new TaskQueue(kind, redis, codec));
    }
  }

  @Override
  public List<Enqueued> enqueueAll(String kind, List<TaskRequest> requests) {
    return enqueue(kind, requests, null);
  }

  @Override
  public List<Enqueued> enqueueBatch(String kind, String batch, List<TaskRequest> requests) {
    if (batch.isBlank()) {
      throw new IllegalArgumentException("a batch has a name");
    }
    return enqueue(kind, requests, batch);
  }

  private List<Enqueued> enqueue(String kind, List<TaskRequest> requests, @Nullable String batch) {
    Task<?> task = kinds.named(kind);
    long now = clock.getAsLong();
    List<Fresh> fresh = requests.stream().map(it -> fresh(task, it, batch, now)).toList();
    List<Enqueued> enqueued = new ArrayList<>(fresh.size());
    for (int from = 0; from < fresh.size(); from += AT_ONCE) {
      List<Fresh> part = fresh.subList(from, Math.min(fresh.size(), from + AT_ONCE));
      List<Boolean> isNew = queue(kind).enqueue(part, batch, now);
      for (int i = 0; i < part.size(); i++) {
        enqueued.add(new Enqueued(part.get(i).id(), isNew.get(i)));
      }
    }
    return enqueued;
  }

  private Fresh fresh(Task<?> task, TaskRequest request, @Nullable String batch, long now) {
    if (!task.params().isInstance(request.params())) {
      throw new IllegalArgumentException(
          "the task %s takes %s, not %s"
              .formatted(
                  task.kind(),
                  task.params().getSimpleName(),
                  request.params().getClass().getSimpleName()));
    }
    String chosen = request.id();
    long due = request.when() < 0 ? now - request.when() : request.when();
    return new Fresh(
        chosen == null ? randomId.get() : chosen,
        chosen != null,
        due,
        new Row(now, batch, codec.toTree(request.params())));
  }

  @Override
  public Progress progress(String kind, String batch) {
    return queue(kind).progress(batch);
  }

  @Override
  public boolean isThere(String kind, String id) {
    return queue(kind).has(id);
  }

  @Override
  public boolean cancel(String kind, String id) {
    return queue(kind).cancel(id);
  }

  @Override
  public boolean requeue(String kind, String id) {
    return queue(kind).requeue(id);
  }

  @Override
  public List<DeadLetter> deadLetters(String kind, int most) {
    return queue(kind).dead(most);
  }

  @Override
  public List<QueueSize> sizes() {
    return queues.values().stream().map(TaskQueue::size).toList();
  }

  @Override
  public TaskKinds kinds() {
    return kinds;
  }

  TaskQueue queue(String kind) {
    kinds.named(kind);
    return Objects.requireNonNull(queues.get(kind));
  }
}
