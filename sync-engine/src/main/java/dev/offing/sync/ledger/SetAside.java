package dev.offing.sync.ledger;

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
 * Gives files that are replaced a dated name in the same folder. Nothing is ever deleted or
 * overwritten.
 */
final class SetAside {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private final Path folder;
  private final String stamp;
  private final String why;

  /**
   * Of damaged files.
   *
   * @param wallMs for the names
   */
  SetAside(Path folder, long wallMs) {
    this(folder, wallMs, "damaged");
  }

  /**
   * @param why for the names, too
   */
  SetAside(Path folder, long wallMs, String why) {
    this.folder = folder;
    this.why = why;
    this.stamp = STAMP.format(Instant.ofEpochMilli(wallMs));
  }

  /** The write-ahead log of a database. */
  static Path log(Path database) {
    return companion(database, "-wal");
  }

  /** The rollback journal that a crash leaves behind before the database is in WAL mode. */
  static Path rollbackJournal(Path database) {
    return companion(database, "-journal");
  }

  private static Path companion(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  /**
   * Moves a database with its log, so that both can still be opened together.
   *
   * @return its new name, also where only the log was there
   */
  Path database(Path database) throws IOException {
    Path target = free("profile", ".db");
    move(database, target);
    for (String suffix : COMPANIONS) {
      move(companion(database, suffix), companion(target, suffix));
    }
    PrivateFiles.sync(folder);
    return target;
  }

  /** Moves a key file, if there is one. */
  void key(@Nullable Path key) throws IOException {
    if (key != null) {
      move(key, free("device", ".key"));
    }
  }

  private Path free(String name, String ending) {
    Path target = folder.resolve(name + "." + why + "-" + stamp + ending);
    for (int i = 2; isTaken(target); i++) {
      target = folder.resolve(name + "." + why + "-" + stamp + "-" + i + ending);
    }
    return target;
  }

  private static boolean isTaken(Path target) {
    return Files.exists(target) || Files.exists(log(target));
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
