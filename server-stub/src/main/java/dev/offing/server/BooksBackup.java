package dev.offing.server;

import dev.offing.server.account.GraveFile;
import dev.offing.server.account.KeyFile;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the accounts of a stub, as they are at one moment, into an archive. */
final class BooksBackup {
  private BooksBackup() {}

  /**
   * Writes the archive; a stub that runs goes on meanwhile.
   *
   * @throws StubFailure when it cannot be written; there is none then
   */
  static void write(OpenBooks open, Path data, Path archive) {
    if (Files.exists(archive)) {
      throw new StubFailure(
          "%s is there already. Nothing was changed. Name another file.".formatted(archive));
    }
    Path dump = RedisDump.take(open.link(), data.resolve(EmbeddedRedis.FOLDER));
    try {
      SortedMap<String, Path> files = new TreeMap<>();
      files.put(BooksArchive.DUMP, dump);
      files.put(KeyFile.NAME, data.resolve(KeyFile.NAME));
      if (Files.exists(data.resolve(GraveFile.NAME))) {
        files.put(GraveFile.NAME, data.resolve(GraveFile.NAME));
      }
      BooksArchive.write(archive, files);
    } finally {
      RedisDump.discard(dump);
    }
  }
}
