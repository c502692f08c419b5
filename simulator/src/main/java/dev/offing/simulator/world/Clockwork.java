package dev.offing.simulator.world;

import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen, in the order of its time and, at one time, in the order in which
 * it was asked for. May be run from inside a task: somebody waits, and everybody else goes on.
 */
public final class Clockwork {
  /** A wake-up that may be called off. */
  public static final class Task implements Comparable<Task> {
    private final long at;
    private final long order;
    private final Runnable work;
    private boolean off;

    private Task(long at, long order, Runnable work) {
      this.at = at;
      this.order = order;
      this.work = work;
    }

    /** Whether it is still to happen, at this moment. */
    boolean isFor(long moment) {
      return !off && at == moment;
    }

    /** It will not happen. */
    public void cancel() {
      off = true;
    }

    @Override
    public int compareTo(Task other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long order;

  Clockwork(long startMs) {
    this.now = startMs;
  }

  /** Virtual ms since 1970, true everywhere. */
  public long now() {
    return now;
  }

  /** Something happens at a time, or now if that is over. */
  public Task at(long at, Runnable work) {
    Task task = new Task(Math.max(at, now), order++, work);
    tasks.add(task);
    return task;
  }

  /** Something happens in {@code ms}. */
  public Task after(long ms, Runnable work) {
    return at(now + ms, work);
  }

  /** Lets everything happen that is due up to {@code end}, which is then now. */
  public void runUntil(long end) {
    while (!tasks.isEmpty() && tasks.peek().at <= end) {
      Task next = tasks.remove();
      now = Math.max(now, next.at);
      if (!next.off) {
        next.off = true;
        next.work.run();
      }
    }
    now = Math.max(now, end);
  }
}
