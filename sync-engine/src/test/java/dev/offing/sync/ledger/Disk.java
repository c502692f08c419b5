package dev.offing.sync.ledger;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small file system of its own, which can be full or read-only for everybody, root included. It
 * takes the right to mount; without it the tests that need one are skipped, and the same faults are
 * tested on a single file by {@link SqliteLedgerTest}.
 */
final class Disk implements AutoCloseable {
  private final Path path;

  private Disk(Path path) {
    this.path = path;
  }

  static Disk of(Path path, int megabytes) throws IOException {
    Files.createDirectories(path);
    if (!run(
        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "offing-test", path.toString())) {
      abort("no right to mount a file system");
    }
    return new Disk(path);
  }

  Path path() {
    return path;
  }

  void readOnly(boolean on) {
    remount(on ? "ro" : "rw");
  }

  void grow(int megabytes) {
    remount("size=" + megabytes + "m");
  }

  private void remount(String option) {
    if (!run("mount", "-o", "remount," + option, path.toString())) {
      throw new AssertionError("cannot remount " + option);
    }
  }

  /** Fills it to the last page. */
  void fill() throws IOException {
    try (var out = Files.newOutputStream(path.resolve("filler"), StandardOpenOption.CREATE)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException _) {
      // as wanted
    }
    if (Files.getFileStore(path).getUsableSpace() > 0) {
      throw new AssertionError("not full");
    }
  }

  /** Fills it up to the last so many bytes. */
  void fillBut(int bytes) throws IOException {
    Path kept = Files.write(path.resolve("kept"), new byte[bytes]);
    fill();
    Files.delete(kept);
  }

  void free() throws IOException {
    Files.delete(path.resolve("filler"));
  }

  @Override
  public void close() {
    run("umount", "-l", path.toString());
  }

  private static boolean run(String... command) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      return false; // no such program
    }
    return process.onExit().join().exitValue() == 0;
  }
}
