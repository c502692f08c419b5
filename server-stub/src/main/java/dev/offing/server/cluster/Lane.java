package dev.offing.server.cluster;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one connection, account or room: in order, one piece at a time, normally on a virtual
 * thread that lives while there is any. So a handler may block, and needs no locks for what belongs
 * to it. Safe for use by many threads.
 */
public final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** Where the work of lanes runs. */
  @FunctionalInterface
  public interface Starter {
    /** Runs {@code work} soon, elsewhere: never before this returns. */
    void start(String name, Runnable work);

    /** A piece of work broke off; the next one goes on. Told in the log already. */
    default void failed(String name, RuntimeException why) {}

    /** On a virtual thread each. */
    static Starter virtualThreads() {
      return (name, work) -> Thread.ofVirtual().name(name).start(work);
    }
  }

  private final String name;
  private final Starter starter;
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private boolean running;

  /** A lane on virtual threads; the name stands in logs. */
  public Lane(String name) {
    this(name, Starter.virtualThreads());
  }

  /** A lane; the name stands in logs. */
  public Lane(String name, Starter starter) {
    this.name = name;
    this.starter = starter;
  }

  /** Puts a piece of work at the end. */
  public void execute(Runnable piece) {
    synchronized (work) {
      work.add(piece);
      if (running) {
        return;
      }
      running = true;
    }
    starter.start(name, this::run);
  }

  private void run() {
    while (true) {
      Runnable piece;
      synchronized (work) {
        piece = work.poll();
        if (piece == null) {
          running = false;
          work.notifyAll();
          return;
        }
      }
      try {
        piece.run();
      } catch (RuntimeException e) {
        log.error("work of {} failed", name, e);
        starter.failed(name, e);
      }
    }
  }

  /** Waits until nothing is left to do; false when the time is over first. */
  public boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutMs * 1_000_000;
    synchronized (work) {
      while (running) {
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
          return false;
        }
        work.wait(leftMs);
      }
      return true;
    }
  }
}
