package dev.offing.server.fault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A small file for its owner alone, written so that a crash leaves the old one or the new one. */
public final class PrivateFile {
  private PrivateFile() {}

  /** Writes the lines and waits until they are on the disk. */
  public static void write(Path folder, String name, List<String> lines) throws IOException {
    Path fresh = temporary(folder, name);
    try {
      Files.write(fresh, lines);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          fresh,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Whether anybody but its owner may read a file; no where the platform does not say. */
  public static boolean othersMayRead(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return false;
    }
    Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
    return may.contains(PosixFilePermission.GROUP_READ)
        || may.contains(PosixFilePermission.OTHERS_READ);
  }

  private static Path temporary(Path folder, String name) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return Files.createTempFile(folder, name, ".part");
    }
    return Files.createTempFile(
        folder,
        name,
        ".part",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
