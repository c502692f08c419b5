package dev.offing.server;

import dev.offing.server.fault.StubFailure;
import dev.offing.server.world.WorldBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the rules while a node runs: when it changes, its rules follow, and what changed is
 * told. A file that cannot be used changes nothing. Used by one thread.
 */
final class CatalogFile {
  private static final Logger log = LoggerFactory.getLogger(CatalogFile.class);

  private final Path file;
  private final WorldBoard world;
  private byte[] seen;

  /**
   * The file as it was read.
   *
   * @param seen its bytes
   */
  CatalogFile(Path file, byte[] seen, WorldBoard world) {
    this.file = file;
    this.seen = seen.clone();
    this.world = world;
  }

  /**
   * Looks whether it changed; to be called now and then.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when Redis does not answer; the next look goes
   *     on
   */
  void look() {
    byte[] now;
    try {
      now = Files.readAllBytes(file);
    } catch (IOException e) {
      log.debug("the catalog {} cannot be read: {}", file, e.toString()); // it is being written
      return;
    }
    if (Arrays.equals(now, seen)) {
      return;
    }
    try {
      List<String> changes = world.bring(file.toString(), now);
      log.info("the catalog {} was read again, {} changes", file, changes.size());
      changes.forEach(it -> log.info("catalog: {}", it));
    } catch (StubFailure e) {
      log.error("{} The rules before go on.", e.getMessage());
    }
    seen = now;
  }
}
