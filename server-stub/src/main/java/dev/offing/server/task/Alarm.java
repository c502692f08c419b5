package dev.offing.server.task;

import dev.offing.server.redis.RedisUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes when the next of several things is due, and asks what is next: nobody looks again and again
 * whether it is time. Safe for use by many threads; its work is done by one virtual thread.
 */
final class Alarm implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Alarm.class);
  private static final long AGAIN_MS = 500;

  /** Server time may be moved on or hurried meanwhile: then it is due earlier than was known. */
  private static final long MOST_MS = 1_000;

  /** For no time: nothing is due until somebody says so. */
  static final long NEVER = Long.MAX_VALUE;

  private final LongSupplier clock;
  private final ToLongFunction<String> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();

  /** Guarded by {@code lock}: what is due when, ms of server time. */
  private final Map<String, Long> next = new HashMap<>();

  private final Thread thread;

  /**
   * Starts.
   *
   * @param clock ms of server time
   * @param work does what is due of a thing, and answers when it is due again
   */
  Alarm(LongSupplier clock, ToLongFunction<String> work) {
    this.clock = clock;
    this.work = work;
    this.thread = Thread.ofVirtual().name("task-alarm").start(this::run);
  }

  /** It may be due earlier than was known. */
  void dueAt(String what, long ms) {
    lock.lock();
    try {
      if (ms < next.getOrDefault(what, NEVER)) {
        next.put(what, ms);
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        String what = awaitDue();
        long at;
        try {
          at = work.applyAsLong(what);
        } catch (RedisUnavailable e) {
          log.debug("{} is not looked after: {}", what, e.getMessage());
          at = clock.getAsLong() + AGAIN_MS;
        } catch (RuntimeException e) {
          log.error("what is due of {} could not be looked after; it is tried again", what, e);
          at = clock.getAsLong() + AGAIN_MS;
        }
        dueAt(what, at);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the first that is due, and takes it off. */
  private String awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        String first = null;
        long at = NEVER;
        for (Map.Entry<String, Long> it : next.entrySet()) {
          if (it.getValue() < at) {
            first = it.getKey();
            at = it.getValue();
          }
        }
        if (first == null) {
          earlier.await();
          continue;
        }
        long waitMs = at - clock.getAsLong();
        if (waitMs <= 0) {
          next.remove(first);
          return first;
        }
        var _ = earlier.await(Math.min(waitMs, MOST_MS), TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
