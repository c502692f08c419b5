package dev.offing.server;

import dev.offing.server.account.Books;
import dev.offing.server.account.GraveFile;
import dev.offing.server.account.KeyFile;
import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.server.redis.RedisDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the accounts of a backup back, into a data folder that nobody uses meanwhile.
 *
 * <pre>
 *   archive -> restore.part: checked, and started once -> redis (the old one: redis.before-DATE)
 * </pre>
 *
 * Nothing is deleted, and nothing is touched before the backup has shown that it can be used.
 * Deleted accounts stay deleted: that list only grows.
 */
final class BooksRestore {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path data;
  private final RedisBinary binary;

  BooksRestore(Path data, RedisBinary binary) {
    this.data = data;
    this.binary = binary;
  }

  /**
   * What was done.
   *
   * @param accounts that are there now
   * @param wrong those of them that do not add up
   * @param before where the old books are now; null where there were none
   */
  record Restored(int accounts, List<String> wrong, @Nullable Path before) {}

  /**
   * Restores.
   *
   * @param now ms since 1970, for names
   * @throws StubFailure when it cannot be done; the old books are where they were then
   */
  Restored run(Path archive, long now) {
    if (RunningStub.find(data).isPresent()) {
      throw new StubFailure(
          "A stub runs on %s. Nothing was changed. Stop it, then restore.".formatted(data));
    }
    DataFolder.prepare(data);
    try (DataLock _ = DataLock.take(data)) {
      Path part = data.resolve("restore.part");
      Trees.delete(part);
      try {
        return run(archive, part, now);
      } finally {
        Trees.delete(part);
      }
    } catch (IOException e) {
      throw new StubFailure(
          "The data folder %s cannot be written (%s). What was in it is there still."
              .formatted(data, Reasons.of(e)),
          e);
    }
  }

  private Restored run(Path archive, Path part, long now) throws IOException {
    Files.createDirectories(part);
    List<String> names = BooksArchive.extract(archive, part);
    if (!names.contains(BooksArchive.DUMP) || !names.contains(KeyFile.NAME)) {
      throw new StubFailure(
          "The backup %s holds no books. Nothing was changed. Take another one."
              .formatted(archive));
    }
    boolean newerKeys = checkKeys(part);
    GraveFile graves = GraveFile.in(data);
    GraveFile.in(part).all().forEach(account -> graves.dig(account, now));
    RedisDump.lay(part.resolve(BooksArchive.DUMP), part.resolve(EmbeddedRedis.FOLDER));
    List<String> accounts;
    List<String> wrong;
    try (OpenBooks open = OpenBooks.open(part, null, binary)) {
      open.bury(graves.all(), now);
      Books books = open.books();
      accounts = books.accounts();
      wrong = accounts.stream().filter(it -> !books.verify(it).isEmpty()).toList();
    }
    String stamp = STAMP.format(Instant.ofEpochMilli(now));
    if (newerKeys) {
      aside(KeyFile.NAME, stamp);
      move(part.resolve(KeyFile.NAME), data.resolve(KeyFile.NAME));
    }
    Path before = aside(EmbeddedRedis.FOLDER, stamp);
    move(part.resolve(EmbeddedRedis.FOLDER), data.resolve(EmbeddedRedis.FOLDER));
    return new Restored(accounts.size(), wrong, before);
  }

  /** Whether the backup's key file is to replace the one that is here. */
  private boolean checkKeys(Path part) {
    KeyFile theirs = KeyFile.open(part);
    if (Files.notExists(data.resolve(KeyFile.NAME))) {
      return true;
    }
    KeyFile ours = KeyFile.open(data);
    if (!ours.serverId().equals(theirs.serverId())) {
      throw new StubFailure(
          ("The backup is of server %s, and %s belongs to server %s. Nothing was changed. Restore"
                  + " into a folder of its own: --data FOLDER.")
              .formatted(theirs.serverId(), data, ours.serverId()));
    }
    return !ours.holds(theirs.keyId());
  }

  private @Nullable Path aside(String name, String stamp) throws IOException {
    Path old = data.resolve(name);
    if (Files.notExists(old)) {
      return null;
    }
    Path target = data.resolve(name + ".before-" + stamp);
    for (int i = 2; Files.exists(target); i++) {
      target = data.resolve(name + ".before-" + stamp + "-" + i);
    }
    move(old, target);
    return target;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }
}
