package dev.offing.server;

import dev.offing.server.fault.StubFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops a stub at SIGTERM, also one that is just starting: that one is interrupted, and leaves
 * nothing behind before the process ends.
 */
final class Stopper {
  private final Thread starter;
  private @Nullable Stub stub;
  private volatile boolean starting;
  private volatile boolean stopped;

  Stopper(Thread starter) {
    this.starter = starter;
  }

  /** Starts a stub. */
  synchronized Stub starting(Supplier<Stub> start) {
    starting = true;
    try {
      Stub started = start.get();
      stub = started;
      return started;
    } catch (RuntimeException e) {
      if (stopped) {
        throw new StubFailure("Stopped while it was starting. Nothing was changed.", e);
      }
      throw e;
    } finally {
      starting = false;
    }
  }

  /** Runs as the JVM ends. */
  void stop() {
    stopped = true;
    if (starting) {
      starter.interrupt();
    }
    stopStarted();
  }

  private synchronized void stopStarted() {
    if (stub != null) {
      stub.close();
    }
  }
}
