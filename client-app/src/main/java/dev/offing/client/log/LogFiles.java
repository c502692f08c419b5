package dev.offing.client.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the logs of one profile lie: in {@code logs} of the data folder, for their owner alone.
 * Each is of a bounded size, with one older part.
 *
 * @param folder may not exist yet
 * @param profile its name
 */
public record LogFiles(Path folder, String profile) {
  /** Behind the name of a file that was followed by a newer one. */
  static final String OLDER = ".1";

  /** The logs of a profile in a data folder. */
  public static LogFiles in(Path dataFolder, String profile) {
    return new LogFiles(dataFolder.resolve("logs"), profile);
  }

  /** What the program said. */
  public Path log() {
    return folder.resolve(profile + ".log");
  }

  /** What passed between it and its server. */
  public Path protocol() {
    return folder.resolve(profile + ".protocol.log");
  }

  /** The part of a log before the present one. */
  public static Path older(Path log) {
    return log.resolveSibling(log.getFileName() + OLDER);
  }

  /** Makes the folder, for its owner alone where the file system knows owners. */
  public void make() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Deletes them, as far as they are there: with the game goes what was written of it. */
  public void delete() throws IOException {
    for (Path log : new Path[] {log(), protocol()}) {
      Files.deleteIfExists(log);
      Files.deleteIfExists(older(log));
    }
  }
}
