package dev.offing.server;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One stub per data folder. The lock ends with the process, however that ends.
 *
 * <p>POSIX drops a file's lock when its process closes <i>any</i> descriptor of the file. A second
 * attempt in the same process, refused and closed, would so unlock the first without a word, and
 * two stubs would write one folder. Therefore a process opens a lock file only while it does not
 * hold it.
 */
final class DataLock implements AutoCloseable {
  /** What this process holds, as POSIX counts it: by process, not by whoever asked. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private DataLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws StubFailure when another stub has it
   */
  static DataLock take(Path data) {
    try {
      Path folder = data.toRealPath(); // one folder, whatever links lead there
      if (!HELD.add(folder)) {
        throw taken(data);
      }
      FileChannel channel = null;
      try {
        channel =
            FileChannel.open(
                folder.resolve("stub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          throw taken(data);
        }
        return new DataLock(folder, channel);
      } catch (IOException | RuntimeException e) {
        release(folder, channel);
        throw e;
      }
    } catch (IOException e) {
      throw new StubFailure(
          "The data folder %s cannot be locked (%s). Nothing was changed."
              .formatted(data, Reasons.of(e)),
          e);
    }
  }

  private static StubFailure taken(Path data) {
    String where = RunningStub.find(data).map(s -> " at " + s.nodes().getFirst().ws()).orElse("");
    return new StubFailure(
        ("Another stub runs%s with the data folder %s. Nothing was changed. Use that one, end it,"
                + " or name another folder with --data.")
            .formatted(where, data));
  }

  @Override
  public void close() {
    release(folder, channel);
  }

  private static void release(Path folder, @Nullable FileChannel channel) {
    try (channel) {
      // closed first, so that whoever takes it next in this process finds it free
    } catch (IOException _) {
      // it is released at the end of the process at the latest
    } finally {
      HELD.remove(folder);
    }
  }
}
