package dev.offing.server;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One stub per data folder. The lock ends with the process, however that ends. */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws StubFailure when another stub has it
   */
  static DataLock take(Path data) {
    Path file = data.resolve("stub.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        String where =
            RunningStub.find(data).map(s -> " at " + s.nodes().getFirst().ws()).orElse("");
        throw new StubFailure(
            ("Another stub runs%s with the data folder %s. Nothing was changed. Use that one, end"
                    + " it, or name another folder with --data.")
                .formatted(where, data));
      }
      return new DataLock(channel);
    } catch (IOException e) {
      throw new StubFailure(
          "The data folder %s cannot be locked (%s). Nothing was changed."
              .formatted(data, Reasons.of(e)),
          e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // a stub in this very process, as in tests
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // it is released at the end of the process at the latest
    }
  }
}
