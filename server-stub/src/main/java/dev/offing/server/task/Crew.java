package dev.offing.server.task;

import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.task.TaskQueue.Begun;
import dev.offing.server.task.TaskQueue.Entry;
import dev.offing.server.task.TaskQueue.Fate;
import dev.offing.server.task.TaskQueue.Settled;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one kind on one node. A reader waits in Redis, on a connection of its own, as
 * long as it has hands free; each task then runs on a virtual thread.
 */
final class Crew {
  private static final Logger log = LoggerFactory.getLogger(Crew.class);

  /** A blocked read ends after so long, so that a dead line is found; nothing waits for that. */
  private static final Duration BLOCK = Duration.ofSeconds(2);

  private static final int READ_AT_ONCE = 128;
  private static final long AGAIN_MS = 100;
  private static final int REASON_CHARS = 500;
  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Kind<?> kind;
  private final Task<?> task;
  private final TaskQueue queue;
  private final RedisLink redis;
  private final Map<Class<?>, Object> services;
  private final String node;
  private final LongSupplier clock;
  private final long leaseMs;
  private final RandomGenerator random;
  private final Semaphore hands;
  private final Settlements settlements;

  /** By entry of the stream. */
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  private final Thread reader;
  private volatile boolean stopping;

  /** Used by the reader. */
  private long tellAtNanos = System.nanoTime();

  Crew(
      Kind<?> kind,
      TaskQueue queue,
      RedisLink redis,
      Map<Class<?>, Object> services,
      String node,
      LongSupplier clock,
      long leaseMs,
      RandomGenerator random) {
    this.kind = kind;
    this.task = kind.task();
    this.queue = queue;
    this.redis = redis;
    this.services = services;
    this.node = node;
    this.clock = clock;
    this.leaseMs = leaseMs;
    this.random = random;
    this.hands = new Semaphore(task.concurrency());
    this.settlements = new Settlements(queue);
    this.reader = Thread.ofVirtual().name("tasks-" + task.kind()).unstarted(this::read);
  }

  void start() {
    reader.start();
  }

  // ---- reading ----------------------------------------------------------------------------------

  private void read() {
    try {
      while (!stopping) {
        try (StatefulRedisConnection<String, String> connection =
            redis.connectForReading(queue.key())) {
          queue.ready();
          boolean more = false;
          while (!stopping) {
            more = readOnce(connection, more);
          }
        } catch (RedisException | RedisUnavailable e) {
          if (!stopping) {
            notRead(e);
            Thread.sleep(AGAIN_MS);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** While Redis is away that is told elsewhere; else somebody has to look. */
  private void notRead(RuntimeException e) {
    long now = System.nanoTime();
    if (redis.up() && now - tellAtNanos >= 0) {
      tellAtNanos = now + TELL_NANOS;
      log.warn("tasks {} are not read: {}", task.kind(), e.getMessage());
    } else {
      log.debug("tasks {} are not read: {}", task.kind(), e.getMessage());
    }
  }

  /**
   * Reads once, and waits where nothing is there.
   *
   * @param more whether there was more than could be begun the last time: then nothing is waited
   *     for
   * @return whether there may be more
   */
  private boolean readOnce(StatefulRedisConnection<String, String> connection, boolean more)
      throws InterruptedException {
    hands.acquire();
    int free = 1;
    while (free < READ_AT_ONCE && hands.tryAcquire()) {
      free++;
    }
    int used = 0;
    try {
      List<Entry> read = more ? List.of() : queue.await(connection, node, free, BLOCK);
      if (stopping || (read.isEmpty() && !more)) {
        return false; // what was read is given back at the end
      }
      List<Begun> begun = queue.begin(node, read, free);
      used = begun.size();
      begun.forEach(this::run);
      return used == free;
    } finally {
      hands.release(free - used);
    }
  }

  // ---- running ----------------------------------------------------------------------------------

  /** Takes over the hand that was acquired for it. */
  private void run(Begun begun) {
    Run run =
        new Run(
            begun,
            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(task.timeoutMs()),
            clock,
            services);
    runs.put(begun.entry().entry(), run);
    Thread.ofVirtual()
        .name("task-" + task.kind())
        .start(() -> {
          try {
            TaskQueue.Row row = begun.row();
            Fate fate = row == null ? new Fate.Done() : fate(run, row);
            settlements.add(new Settled(begun.entry(), row == null ? null : row.batch(), fate));
          } finally {
            runs.remove(begun.entry().entry());
            hands.release();
          }
        });
  }

  private Fate fate(Run run, TaskQueue.Row row) {
    int attempts = task.retry().attempts();
    if (run.attempt() > attempts) {
      return dead(run, DeadLetter.NEVER_ENDED);
    }
    run.begins();
    try {
      kind.run(run, row.params());
      return new Fate.Done();
    } catch (TaskFailed e) {
      return dead(run, reason(e));
    } catch (Throwable e) { // whatever a task throws is its own failure
      if (run.why() == Run.Why.STOPPING) {
        return new Fate.Back(true);
      }
      String reason =
          run.why() == Run.Why.TOO_LONG
              ? "it took longer than %,d ms".formatted(task.timeoutMs())
              : reason(e);
      if (run.attempt() == attempts) {
        log.warn("task {} {} is given up: {}", task.kind(), run.id(), reason);
        return dead(run, reason);
      }
      log.debug("task {} {} failed, attempt {}", task.kind(), run.id(), run.attempt(), e);
      return new Fate.Later(clock.getAsLong() + task.retry().pauseMs(run.attempt(), random));
    } finally {
      run.ends();
    }
  }

  private Fate dead(Run run, String reason) {
    return new Fate.Dead(
        Math.min(run.attempt(), task.retry().attempts()), reason, clock.getAsLong());
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    String text =
        message == null || message.isBlank()
            ? e.getClass().getSimpleName()
            : e instanceof TaskFailed ? message : e.getClass().getSimpleName() + ": " + message;
    return text.length() <= REASON_CHARS ? text : text.substring(0, REASON_CHARS);
  }

  // ---- leases -----------------------------------------------------------------------------------

  /** Renews the leases of what runs, takes over what was left; to be called in each lease. */
  void renew() {
    long nanos = System.nanoTime();
    List<Run> mine = List.copyOf(runs.values());
    for (Run run : mine) {
      if (nanos - run.untilNanos > 0) {
        run.end(Run.Why.TOO_LONG);
      }
    }
    try {
      if (!mine.isEmpty()) {
        List<String> held = queue.renew(node, mine.stream().map(it -> it.begun.entry()).toList());
        for (int i = 0; i < mine.size(); i++) {
          why(held.get(i)).ifPresent(mine.get(i)::end);
        }
      }
      takeOver();
    } catch (RedisUnavailable e) {
      log.debug("leases of {} are not renewed: {}", task.kind(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("leases of {} are not renewed", task.kind(), e);
    }
  }

  private static Optional<Run.Why> why(String held) {
    return switch (held) {
      case "lost" -> Optional.of(Run.Why.LOST);
      case "cancelled" -> Optional.of(Run.Why.CANCELLED);
      default -> Optional.empty();
    };
  }

  private void takeOver() {
    // What this very node runs was renewed just now, so it is not among these.
    int left = queue.takeOver(node, leaseMs);
    if (left > 0) {
      log.info("{} tasks {} are taken over", left, task.kind());
    }
  }

  // ---- the end ----------------------------------------------------------------------------------

  /** Reads nothing more. */
  void stop() {
    stopping = true;
    reader.interrupt();
  }

  /** Waits for what was begun; what takes longer is given back, and what was not begun. */
  void finish(long deadlineNanos) {
    try {
      reader.join(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
      if (!awaitHands(deadlineNanos)) {
        runs.values().forEach(run -> run.end(Run.Why.STOPPING));
        awaitHands(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AGAIN_MS));
      }
      giveBack();
      if (!settlements.awaitTold(
          Math.max(deadlineNanos, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AGAIN_MS)))) {
        log.warn("some tasks {} were done and could not be struck off", task.kind());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A reader that waits in Redis may be given a task while its line is being closed. */
  private void giveBack() {
    try {
      for (Entry entry : queue.heldBy(node)) {
        if (!runs.containsKey(entry.entry())) {
          settlements.add(new Settled(entry, null, new Fate.Back(false)));
        }
      }
    } catch (RedisUnavailable e) {
      log.debug("tasks {} are not given back before their lease: {}", task.kind(), e.getMessage());
    }
  }

  private boolean awaitHands(long deadlineNanos) throws InterruptedException {
    boolean all =
        hands.tryAcquire(
            task.concurrency(),
            Math.max(0, deadlineNanos - System.nanoTime()),
            TimeUnit.NANOSECONDS);
    if (all) {
      hands.release(task.concurrency());
    }
    return all;
  }
}
