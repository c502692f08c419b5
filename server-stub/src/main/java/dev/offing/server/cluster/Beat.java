package dev.offing.server.cluster;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something done again and again, with a pause between, on a virtual thread: it may block. */
public final class Beat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Beat.class);

  private final Thread thread;

  private Beat(Thread thread) {
    this.thread = thread;
  }

  /** Starts; what it throws is logged, and it goes on. */
  public static Beat every(long periodMs, String name, Runnable work) {
    return new Beat(Thread.ofVirtual().name(name).start(() -> run(periodMs, name, work)));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static void run(long periodMs, String name, Runnable work) {
    long periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMs);
    long next = System.nanoTime() + periodNanos;
    try {
      while (true) {
        long pauseNanos = next - System.nanoTime();
        if (pauseNanos > 0) {
          TimeUnit.NANOSECONDS.sleep(pauseNanos);
        }
        // From now on, when it took too long: what was missed is not made up for.
        next = Math.max(next + periodNanos, System.nanoTime());
        try {
          work.run();
        } catch (RuntimeException e) {
          log.debug("{}: {}", name, e.toString());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
