package dev.offing.server.redis;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * The real Redis that lies in a library's jar, laid out as an executable file.
 *
 * @param osName as {@code os.name}
 * @param architecture as {@code os.arch}
 */
public record RedisBinary(String osName, String architecture) {

  /** The one for this machine. */
  public static RedisBinary ofThisMachine() {
    return new RedisBinary(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * Copies the executable into the folder unless it is there already.
   *
   * @throws StubFailure on a platform for which there is none, or when it cannot be written
   */
  public Path install(Path folder) {
    String resource = ExecutableProvider.newProvidedVersionsMap().get(platform());
    if (resource == null) {
      throw unsupported();
    }
    Path target = folder.resolve(resource.substring(1));
    if (Files.isExecutable(target)) {
      return target;
    }
    // One name, so that what a kill left half-written is written over; the folder has one owner.
    Path partial = folder.resolve("redis-server.part");
    try (InputStream in = ExecutableProvider.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw unsupported();
      }
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      if (!partial.toFile().setExecutable(true, true)) {
        throw new IOException("it cannot be made executable");
      }
      return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Half of it would take the space that the player's own books may need.
      discard(partial);
      throw new StubFailure(
          ("Redis cannot be laid out in %s (%s). Nothing was changed. Free space there, or name"
                  + " another folder with --data.")
              .formatted(folder, Reasons.of(e)),
          e);
    }
  }

  private static void discard(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException _) {
      // the next attempt writes over it
    }
  }

  private OsArchitecture platform() {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
    if (arm || intel) {
      if (os.startsWith("linux")) {
        return arm ? OsArchitecture.UNIX_AARCH64 : OsArchitecture.UNIX_x86_64;
      }
      if (os.startsWith("mac")) {
        return arm ? OsArchitecture.MAC_OS_X_ARM64 : OsArchitecture.MAC_OS_X_x86_64;
      }
    }
    throw unsupported();
  }

  private StubFailure unsupported() {
    return new StubFailure(
        ("The stub brings no Redis for %s on %s (it does for Linux and macOS on x86-64 and ARM64)."
                + " Nothing was changed. Run a Redis of at least 6.2 elsewhere and name it with"
                + " --redis redis://host:port.")
            .formatted(osName, architecture));
  }
}
