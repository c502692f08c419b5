package dev.offing.simulator.bench.server;

import dev.offing.server.cluster.RedisBus;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.task.QueueSize;
import dev.offing.server.task.RedisTasks;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.Worker;
import dev.offing.simulator.bench.Report;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * A node's own tasks, on the real Redis, which syncs each write: how many are enqueued in a second
 * (by the clock on the wall; whoever enqueues, worker and Redis share the machine), how many of
 * those that lie there one worker runs whose handler does nothing, until Redis knows them all for
 * done, and how long it takes from enqueueing to the start of the handler while there is little to
 * do. Enqueued one by one, each thread waits for its answer, so there are many of them; the same in
 * lists, as {@code enqueueAll} takes them, by one thread.
 */
final class TaskBench {
  private static final double ENQUEUED = 15_000;
  private static final double RUN = 12_000;
  private static final double START_MS = 20;
  private static final double NANOS = 1e9;
  private static final long LEASE_MS = 5_000;
  private static final int ID_BYTES = 16;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  /**
   * How much is measured.
   *
   * @param tasks of a round, half of them one by one and half in lists
   * @param threads that enqueue one by one
   * @param single tasks whose start is waited for
   * @param everyMs one of these
   * @param warmUps rounds that do not count
   * @param rounds rounds that do
   */
  record Size(int tasks, int threads, int single, int everyMs, int warmUps, int rounds) {}

  private final Size size;
  private final Consumer<String> progress;
  private final AtomicInteger ran = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final Codec codec = new Codec();

  TaskBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(URI address) throws Exception {
    long[] startedAt = new long[size.single()];
    BenchTask task =
        new BenchTask(number -> {
          if (number >= 0) {
            startedAt[Math.toIntExact(number)] = System.nanoTime();
          }
          ran.incrementAndGet();
        });
    try (RedisLink redis = RedisLink.open(address, "the bench's Redis");
        RedisBus bus = new RedisBus(redis)) {
      RedisTasks tasks =
          new RedisTasks(
              TaskKinds.of(task), redis, codec, System::currentTimeMillis, this::randomId);
      double[] oneByOne = new double[size.rounds()];
      double[] inLists = new double[size.rounds()];
      double[] done = new double[size.rounds()];
      for (int round = -size.warmUps(); round < size.rounds(); round++) {
        progress.accept("tasks, round %d".formatted(round + size.warmUps() + 1));
        double single = oneByOne(tasks);
        double lists = inLists(tasks);
        double run = done(tasks, redis, bus);
        if (round >= 0) {
          oneByOne[round] = single;
          inLists[round] = lists;
          done[round] = run;
        }
      }
      progress.accept("tasks, how soon they start");
      double[] delaysMs = delaysMs(tasks, redis, bus, startedAt);
      return List.of(
          Report.Row.atLeast(
              "tasks enqueued one by one, %d threads".formatted(size.threads()),
              Samples.median(oneByOne),
              "a second",
              ENQUEUED),
          Report.Row.told("tasks enqueued in lists, 1 thread", Samples.median(inLists), "a second"),
          Report.Row.atLeast("tasks run, 1 worker", Samples.median(done), "a second", RUN),
          Report.Row.under(
              "start of a task, one every %d ms".formatted(size.everyMs()),
              Samples.median(delaysMs),
              "ms",
              START_MS),
          Report.Row.told("start of a task, p99", Samples.quantile(delaysMs, 0.99), "ms"));
    }
  }

  private double oneByOne(RedisTasks tasks) throws IOException, InterruptedException {
    int each = size.tasks() / 2 / size.threads();
    ConcurrentLinkedQueue<RuntimeException> failed = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    for (int thread = 0; thread < size.threads(); thread++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < each; i++) {
                    tasks.enqueue(BenchTask.KIND, request(-1));
                  }
                } catch (RuntimeException e) {
                  failed.add(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long nanos = System.nanoTime() - began;
    if (!failed.isEmpty()) {
      throw new IOException("tasks could not be enqueued", failed.peek());
    }
    return each * size.threads() / (nanos / NANOS);
  }

  private double inLists(RedisTasks tasks) {
    int many = size.tasks() / 2;
    List<TaskRequest> requests = LongStream.range(0, many).mapToObj(_ -> request(-1)).toList();
    long began = System.nanoTime();
    tasks.enqueueAll(BenchTask.KIND, requests);
    return many / ((System.nanoTime() - began) / NANOS);
  }

  /** Runs what lies there, until nothing does. */
  private double done(RedisTasks tasks, RedisLink redis, RedisBus bus) throws IOException {
    QueueSize before = tasks.sizes().getFirst();
    ran.set(0);
    double aSecond;
    long began = System.nanoTime();
    try (Worker _ = worker(tasks, redis, bus)) {
      awaitDone(tasks, Math.toIntExact(before.waiting()));
      aSecond = before.waiting() / ((System.nanoTime() - began) / NANOS);
    }
    awaitGone(redis);
    return aSecond;
  }

  /**
   * A worker that was closed waits in Redis a moment longer, and would take the first task of the
   * next round with it, for as long as its lease.
   */
  private static void awaitGone(RedisLink redis) {
    while (redis.call(r -> r.clientList()).contains("cmd=xreadgroup")) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private double[] delaysMs(RedisTasks tasks, RedisLink redis, RedisBus bus, long[] startedAt)
      throws IOException {
    long[] enqueuedAt = new long[size.single()];
    ran.set(0);
    try (Worker _ = worker(tasks, redis, bus)) {
      long next = System.nanoTime();
      for (int i = 0; i < size.single(); i++) {
        enqueuedAt[i] = System.nanoTime();
        tasks.enqueue(BenchTask.KIND, request(i));
        next += TimeUnit.MILLISECONDS.toNanos(size.everyMs());
        while (System.nanoTime() - next < 0) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
      awaitDone(tasks, size.single());
    }
    double[] delaysMs = new double[size.single()];
    for (int i = 0; i < delaysMs.length; i++) {
      delaysMs[i] = (startedAt[i] - enqueuedAt[i]) / 1e6;
    }
    return delaysMs;
  }

  private void awaitDone(RedisTasks tasks, int many) throws IOException {
    long began = System.nanoTime();
    while (ran.get() < many || unsettled(tasks)) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IOException("%d of %d tasks were run in two minutes".formatted(ran.get(), many));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean unsettled(RedisTasks tasks) {
    QueueSize now = tasks.sizes().getFirst();
    return now.waiting() + now.running() > 0;
  }

  private Worker worker(RedisTasks tasks, RedisLink redis, RedisBus bus) {
    return new Worker(
        tasks,
        redis,
        bus,
        codec,
        Map.of(),
        "bench-" + randomId(),
        System::currentTimeMillis,
        LEASE_MS,
        random);
  }

  private static TaskRequest request(long number) {
    return TaskRequest.of(new BenchTask.Numbered(number));
  }

  private String randomId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
