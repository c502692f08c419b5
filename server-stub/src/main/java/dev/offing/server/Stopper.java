package dev.offing.server;

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
    } finally {
      starting = false;
    }
  }

  /** Runs as the JVM ends. */
  void stop() {
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
