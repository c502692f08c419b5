package dev.offing.server;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/** The folder in which a stub keeps its key file, its Redis and the record of itself. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * The folder of the stub under the platform's data folder: {@code $XDG_DATA_HOME} or {@code
   * ~/.local/share} on Linux, {@code ~/Library/Application Support} on macOS, {@code
   * %LOCALAPPDATA%} on Windows; in it {@code offing/server}.
   */
  public static Path ofPlatform(Map<String, String> environment, String osName, Path home) {
    String os = osName.toLowerCase(Locale.ROOT);
    Path base;
    if (os.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      base = local == null ? home.resolve("AppData").resolve("Local") : Path.of(local);
    } else if (os.startsWith("mac")) {
      base = home.resolve("Library").resolve("Application Support");
    } else {
      String xdg = environment.get("XDG_DATA_HOME");
      boolean usable = xdg != null && Path.of(xdg).isAbsolute();
      base = usable ? Path.of(xdg) : home.resolve(".local").resolve("share");
    }
    return base.resolve("offing").resolve("server");
  }

  /** The same of this machine and user. */
  static Path ofThisPlatform() {
    return ofPlatform(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /**
   * Makes the folder where it is missing, for its owner alone, and tries to write in it.
   *
   * @throws StubFailure when it cannot be made or written in
   */
  static void prepare(Path data) {
    try {
      if (Files.getFileStore(nearestExisting(data)).supportsFileAttributeView("posix")) {
        Files.createDirectories(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(data);
      }
      Path probe = Files.createTempFile(data, "probe", null);
      try {
        Files.write(probe, new byte[4_096]);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new StubFailure(
          ("The data folder %s cannot be written (%s). Nothing was changed. Free space there or"
                  + " make it writable, or name another folder with --data.")
              .formatted(data, Reasons.of(e)),
          e);
    }
  }

  private static Path nearestExisting(Path path) {
    Path at = path.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
