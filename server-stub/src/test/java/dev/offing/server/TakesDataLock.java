package dev.offing.server;

import dev.offing.server.fault.StubFailure;
import java.nio.file.Path;

/** A process of its own that tries to take the lock of a data folder: exit code 0 when it could. */
final class TakesDataLock {
  private TakesDataLock() {}

  public static void main(String[] args) {
    try (DataLock lock = DataLock.take(Path.of(args[0]))) {
      System.exit(lock == null ? 2 : 0);
    } catch (StubFailure _) {
      System.exit(1);
    }
  }
}
