package dev.offing.server.task;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.task.TaskQueue.Settled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Redis what became of runs: whatever ended while one answer was on its way goes in the next
 * script. What could not be told is told again; told twice it counts once. Safe for use by many
 * threads.
 */
final class Settlements {
  private static final Logger log = LoggerFactory.getLogger(Settlements.class);
  private static final int AT_ONCE = 256;
  private static final long AGAIN_MS = 100;

  private final TaskQueue queue;

  /** Guarded by {@code this}. At most as many as run at once, and wait for a Redis that is away. */
  private final ArrayDeque<Settled> waiting = new ArrayDeque<>();

  private boolean telling;
  private boolean gaveUp;

  Settlements(TaskQueue queue) {
    this.queue = queue;
  }

  void add(Settled settled) {
    synchronized (this) {
      waiting.add(settled);
      if (telling || gaveUp) {
        return;
      }
      telling = true;
    }
    Thread.ofVirtual().name("tasks-" + queue.kind()).start(this::tell);
  }

  /** Waits until all is told; false when the time is over first. */
  synchronized boolean awaitTold(long deadlineNanos) throws InterruptedException {
    while (telling) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (leftMs <= 0) {
        gaveUp = true; // whoever takes these over finds that their work is done
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private void tell() {
    try {
      while (true) {
        List<Settled> some;
        synchronized (this) {
          if (waiting.isEmpty() || gaveUp) {
            telling = false;
            notifyAll();
            return;
          }
          some = new ArrayList<>(Math.min(AT_ONCE, waiting.size()));
          while (!waiting.isEmpty() && some.size() < AT_ONCE) {
            some.add(waiting.poll());
          }
        }
        while (!told(some)) {
          Thread.sleep(AGAIN_MS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean told(List<Settled> some) {
    try {
      queue.settle(some);
      return true;
    } catch (RedisUnavailable e) {
      log.debug("{} ends of {} are told later: {}", some.size(), queue.kind(), e.getMessage());
      synchronized (this) {
        return gaveUp;
      }
    }
  }
}
