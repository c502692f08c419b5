package dev.offing.sync;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Runs something later. The system's has one thread; a simulator's has virtual time. */
public interface Scheduler extends AutoCloseable {
  /**
   * Runs {@code task} after so many milliseconds of the monotonic clock.
   *
   * @return cancels it
   */
  Runnable after(long delayMs, Runnable task);

  @Override
  void close();

  /** One daemon thread. */
  static Scheduler system() {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("offing-timer").factory());
    return new Scheduler() {
      @Override
      public Runnable after(long delayMs, Runnable task) {
        Future<?> future =
            timer.schedule(
                () -> {
                  try {
                    task.run();
                  } catch (RuntimeException | Error e) { // nobody asks the future
                    LoggerFactory.getLogger(Scheduler.class)
                        .error("A task failed that was due.", e);
                  }
                },
                delayMs,
                TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
      }

      @Override
      public void close() {
        timer.shutdownNow();
      }
    };
  }
}
