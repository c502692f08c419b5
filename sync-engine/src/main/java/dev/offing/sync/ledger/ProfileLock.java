package dev.offing.sync.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One program per profile. The lock is SQLite's exclusive lock on an empty file and ends with the
 * process, however that ends. Not a {@link java.nio.channels.FileLock}: POSIX drops those when the
 * process closes any descriptor of the file, so a second attempt in the same program, refused and
 * closed, would silently unlock the first. SQLite keeps the table that this needs.
 *
 * <p>Beside it lies a file with the holder's process id, and the word {@code open} while a database
 * with its log is. Who finds it there after getting the lock knows that the last holder died.
 */
final class ProfileLock implements AutoCloseable {
  private static final String OPEN = "open";

  private final Connection connection;
  private final Path pidFile;
  private final long pid;
  private final boolean diedOpen;

  private ProfileLock(Connection connection, Path pidFile, long pid, boolean diedOpen) {
    this.connection = connection;
    this.pidFile = pidFile;
    this.pid = pid;
    this.diedOpen = diedOpen;
  }

  /**
   * Takes the lock.
   *
   * @throws LedgerException when somebody has it
   */
  static ProfileLock take(Path folder, Faults faults) {
    long pid = ProcessHandle.current().pid();
    Path pidFile = folder.resolve(Profile.PID);
    try {
      Connection connection = lock(folder.resolve(Profile.LOCK), pidFile, pid, faults);
      try {
        boolean diedOpen = read(pidFile).contains(OPEN);
        ProfileLock lock = new ProfileLock(connection, pidFile, pid, diedOpen);
        Files.writeString(pidFile, pid + "\n");
        return lock;
      } catch (IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (IOException e) {
      throw faults.of(e);
    } catch (SQLException e) {
      throw faults.of(e);
    }
  }

  private static Connection lock(Path file, Path pidFile, long pid, Faults faults)
      throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(0);
    PrivateFiles.createFile(file);
    Connection connection = config.createConnection(Database.url(file));
    try {
      Database.execute(connection, "PRAGMA journal_mode = MEMORY"); // nothing is ever written
      Database.execute(connection, "BEGIN EXCLUSIVE"); // until the connection closes
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (Faults.isBusy(e)) {
        Long holder = holder(read(pidFile));
        throw faults.inUse(holder, holder != null && holder == pid);
      }
      throw e;
    }
  }

  /**
   * Who has the lock, asked without taking it; null for nobody. Where the note names a process that
   * lives, the lock is looked at for a moment: the process may be another one of the same id.
   */
  static @Nullable Long holder(Path folder, Faults faults) throws IOException {
    Long noted = holder(read(folder.resolve(Profile.PID)));
    Path file = folder.resolve(Profile.LOCK);
    if (noted == null
        || ProcessHandle.of(noted).filter(ProcessHandle::isAlive).isEmpty()
        || !Files.exists(file)) {
      return null;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(0);
    config.setReadOnly(true);
    try (Connection connection = config.createConnection(Database.url(file))) {
      Database.number(connection, "SELECT count(*) FROM sqlite_schema");
      return null;
    } catch (SQLException e) {
      if (Faults.isBusy(e)) {
        return noted;
      }
      throw faults.of(e);
    }
  }

  /** Whether the last holder died with the database open, and its log is gone since. */
  static boolean diedWithoutLog(Path folder, Path database) throws IOException {
    return read(folder.resolve(Profile.PID)).contains(OPEN)
        && !Files.exists(SetAside.log(database));
  }

  private static String read(Path pidFile) throws IOException {
    try {
      return Files.readString(pidFile);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  private static @Nullable Long holder(String text) {
    try {
      return Long.valueOf(text.lines().findFirst().orElse(""));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Whether the holder before died with the database open, so that its log must be there. */
  boolean diedOpen() {
    return diedOpen;
  }

  /** From now on the database has a log that a crash leaves behind. */
  void opened() {
    note(pid + "\n" + OPEN + "\n");
  }

  /** The database is about to close, and its log to go. */
  void closing() {
    note(pid + "\n");
  }

  private void note(String text) {
    try {
      Files.writeString(pidFile, text);
    } catch (IOException _) {
      // A note for the next opening: without it a lost log would not be told.
    }
  }

  @Override
  public void close() {
    try (connection) {
      Files.deleteIfExists(pidFile);
    } catch (IOException | SQLException _) {
      // The lock ends with the process at the latest.
    }
  }
}
