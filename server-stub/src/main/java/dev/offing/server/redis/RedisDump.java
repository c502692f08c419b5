package dev.offing.server.redis;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * What a Redis holds at one moment, in a file: Redis forks and writes it beside its own, while it
 * goes on. A Redis that starts on such a file as its append-only file holds the same.
 */
public final class RedisDump {
  private static final String FILE = "dump.rdb";
  private static final String APPEND_ONLY = "appendonly.aof";
  private static final long PAUSE_MS = 20;
  private static final long MOST_MS = 600_000;
  private static final int TRIES = 10;

  private RedisDump() {}

  /**
   * Has one made.
   *
   * @param folder of the Redis that the stub brought along
   * @throws StubFailure when it cannot be made
   */
  public static Path take(RedisLink link, Path folder) {
    Path file = folder.resolve(FILE);
    try {
      discard(file);
      begin(link);
      for (long waited = 0; waited < MOST_MS; waited += PAUSE_MS) {
        Map<String, String> now = RedisInfo.fields(link.call(r -> r.info("persistence")));
        if ("0".equals(now.get("rdb_bgsave_in_progress"))) {
          if (!"ok".equals(now.get("rdb_last_bgsave_status")) || Files.notExists(file)) {
            throw new RedisUnavailable("it could not write " + file);
          }
          return file;
        }
        Thread.sleep(PAUSE_MS);
      }
      throw new RedisUnavailable("it took more than ten minutes");
    } catch (RedisUnavailable e) {
      throw new StubFailure(
          "Redis did not write its books down (%s). Nothing was changed. Free space in %s and try again."
              .formatted(e.getMessage(), folder),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StubFailure("The backup was interrupted. Nothing was changed.", e);
    }
  }

  /** It refuses while it rewrites its own file; that is soon over. */
  private static void begin(RedisLink link) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        link.call(r -> r.bgsave());
        return;
      } catch (RedisUnavailable e) {
        if (attempt == TRIES) {
          throw e;
        }
        Thread.sleep(1_000);
      }
    }
  }

  /**
   * Makes a folder in which a Redis starts with what a dump holds.
   *
   * @param folder must not be there
   */
  public static void lay(Path dump, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.move(dump, folder.resolve(APPEND_ONLY), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StubFailure(
          "%s cannot be written (%s). Nothing was changed. Free space there."
              .formatted(folder, Reasons.of(e)),
          e);
    }
  }

  /** Deletes a dump that was taken. */
  public static void discard(Path dump) {
    try {
      Files.deleteIfExists(dump);
    } catch (IOException _) {
      // it takes some space; the next one replaces it
    }
  }
}
