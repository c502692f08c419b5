package dev.offing.server.task;

import dev.offing.server.cluster.Beat;
import dev.offing.server.cluster.Bus;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Runs the tasks of all kinds on this node. Each kind has a {@link Crew} that waits in Redis for
 * work; one {@link Alarm} for all wakes when something is due that was enqueued for later, or when
 * a period begins; a beat renews leases and takes over from the dead. Safe for use by many threads.
 */
public final class Worker implements AutoCloseable {
  private static final String LATER = "later:";
  private static final String EVERY = "every:";

  /** What was begun may take so long when the node stops, ms. */
  private static final long DRAIN_MS = 3_000;

  /** Beats in a lease: one that is late by two still is in time. */
  private static final int BEATS = 3;

  private final RedisTasks tasks;
  private final String node;
  private final LongSupplier clock;
  private final long leaseMs;
  private final Map<String, Crew> crews = new TreeMap<>();
  private final Alarm alarm;
  private final Bus.Subscription subscription;
  private final Beat beat;

  /**
   * Starts to work.
   *
   * @param services what tasks may ask for, by type
   * @param node names this process, unlike any before it
   * @param clock ms of server time
   * @param leaseMs after which the tasks of a worker that says nothing are taken over
   * @param random of which pauses are drawn
   */
  public Worker(
      RedisTasks tasks,
      RedisLink redis,
      Bus bus,
      Codec codec,
      Map<Class<?>, Object> services,
      String node,
      LongSupplier clock,
      long leaseMs,
      RandomGenerator random) {
    this.tasks = tasks;
    this.node = node;
    this.clock = clock;
    this.leaseMs = leaseMs;
    Map<Class<?>, Object> offered = Map.copyOf(services);
    for (Task<?> task : tasks.kinds().all()) {
      TaskQueue queue = tasks.queue(task.kind());
      queue.ready();
      queue.forgetWorkers(TimeUnit.HOURS.toMillis(1));
      crews.put(
          task.kind(),
          new Crew(new Kind<>(task, codec), queue, redis, offered, node, clock, leaseMs, random));
    }
    this.alarm = new Alarm(clock, this::look);
    this.subscription =
        bus.subscribe(
            TaskQueue.LATER,
            told -> {
              String[] parts = told.split(" ", 2);
              if (crews.containsKey(parts[0])) {
                alarm.dueAt(LATER + parts[0], Long.parseLong(parts[1]));
              }
            });
    bus.onResubscribed(this::lookAtAll);
    lookAtAll();
    crews.values().forEach(Crew::start);
    this.beat =
        Beat.every(leaseMs / BEATS, "task-leases", () -> crews.values().forEach(Crew::renew));
  }

  /** Takes nothing new, waits for what was begun, and gives back what takes too long. */
  @Override
  public void close() {
    subscription.close();
    alarm.close();
    crews.values().forEach(Crew::stop);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
    for (Crew crew : crews.values()) {
      crew.finish(deadline);
    }
    beat.close();
  }

  private void lookAtAll() {
    for (Task<?> task : tasks.kinds().all()) {
      alarm.dueAt(LATER + task.kind(), 0);
      if (task.every() != null) {
        alarm.dueAt(EVERY + task.kind(), 0);
      }
    }
  }

  private long look(String what) {
    long now = clock.getAsLong();
    if (what.startsWith(LATER)) {
      return tasks.queue(what.substring(LATER.length())).moveDue(now).orElse(Alarm.NEVER);
    }
    String kind = what.substring(EVERY.length());
    Every every = tasks.kinds().named(kind).every();
    if (every == null) {
      return Alarm.NEVER;
    }
    long boundary = (now / every.periodMs() + 1) * every.periodMs();
    TaskQueue.Led led = tasks.queue(kind).every(every, node, leaseMs, now);
    return led.askAfterMs() == 0 ? boundary : Math.min(boundary, now + led.askAfterMs());
  }
}
