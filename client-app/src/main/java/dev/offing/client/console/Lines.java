package dev.offing.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines that somebody types while the game goes on. A thread reads ahead, a little: a pipe that is
 * faster than the disk waits.
 */
final class Lines {

  /** Lines read ahead. */
  private static final int AHEAD = 16;

  /** A line; null is the end of them. */
  record Line(@Nullable String text) {}

  private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(AHEAD);

  /**
   * Begins to read.
   *
   * @param wake called when there is a line to {@link #poll}
   */
  Lines(BufferedReader in, Runnable wake) {
    Thread.ofPlatform().name("console-in").daemon(true).start(() -> read(in, wake));
  }

  /** The next line if there is one already. */
  @Nullable Line poll() {
    return lines.poll();
  }

  private void read(BufferedReader in, Runnable wake) {
    try {
      Line line;
      do {
        line = new Line(next(in));
        lines.put(line);
        wake.run();
      } while (line.text() != null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Input that breaks off ends like input that ends. */
  private static @Nullable String next(BufferedReader in) {
    try {
      return in.readLine();
    } catch (IOException _) {
      return null;
    }
  }
}
