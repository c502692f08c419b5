package dev.offing.sync.ledger;

import dev.offing.sync.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What goes wrong with one profile, in sentences for people: what happened, what was kept, what to
 * do next.
 *
 * @param profile its name
 * @param folder where it lives
 */
record Faults(String profile, Path folder) {
  /** With less room than this a failed write is taken for a full disk. */
  private static final long ROOM_BYTES = 64 * 1024;

  /** A statement failed. */
  LedgerException of(SQLException e) {
    if (code(e) == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE.code) {
      return full(e); // the shared memory beside the log could not grow
    }
    return switch (primary(e)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> busy(e);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          isFull() ? full(e) : readOnly(e);
      case SQLITE_FULL -> full(e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(e);
      default -> failed(e);
    };
  }

  /** Whether SQLite said that the file is damaged, or no database at all. */
  static boolean isDamage(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /** Whether SQLite refused rows that break a rule of the schema: a mistake of the program. */
  static boolean isConstraint(SQLException e) {
    return primary(e) == SQLiteErrorCode.SQLITE_CONSTRAINT;
  }

  static boolean isBusy(SQLException e) {
    return primary(e) == SQLiteErrorCode.SQLITE_BUSY;
  }

  /** The primary code is the low byte of an extended one. */
  private static SQLiteErrorCode primary(SQLException e) {
    return SQLiteErrorCode.getErrorCode(code(e) & 0xFF);
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException s ? s.getResultCode().code : e.getErrorCode();
  }

  /** A file could not be read or written. */
  LedgerException of(IOException e) {
    if (isFull()) {
      return full(e);
    }
    return e instanceof FileSystemException ? readOnly(e) : failed(e);
  }

  LedgerException inUse(@Nullable Long pid, boolean here) {
    return new LedgerException(
        Reason.IN_USE,
        ("Profile \"%s\" is open in %s%s. Nothing was changed. Close it there, or play another"
                + " profile: --profile NAME.")
            .formatted(
                profile,
                here ? "this program already" : "another program",
                pid == null ? "" : " (process " + pid + ")"));
  }

  LedgerException newer(int found, int known) {
    return new LedgerException(
        Reason.NEWER,
        ("Profile \"%s\" was written by a newer program (its database has version %d, this program"
                + " knows %d). Nothing was changed. Start the newer program, or play another"
                + " profile: --profile NAME.")
            .formatted(profile, found, known));
  }

  LedgerException keyLost(String why) {
    return new LedgerException(
        Reason.DAMAGED,
        ("The device key of profile \"%s\" cannot be used: %s. Without it no server knows this"
                + " device. Nothing was changed, the database is whole. Put %s back from a copy,"
                + " or play another profile: --profile NAME.")
            .formatted(profile, why, folder.resolve(Profile.KEY)));
  }

  private LedgerException busy(Exception e) {
    return new LedgerException(
        Reason.IN_USE,
        ("Another program holds the database of profile \"%s\" (%s). What could not be saved did"
                + " not happen, everything before it is kept. Close that program, then try again.")
            .formatted(profile, folder.resolve(Profile.DATABASE)),
        e);
  }

  private LedgerException readOnly(Exception e) {
    return new LedgerException(
        Reason.READ_ONLY,
        ("Profile \"%s\" cannot be written: %s is read-only, no folder or somebody else's (%s)."
                + " What could not be saved did not happen, everything before it is kept. Make the"
                + " folder writable, or name another one in %s.")
            .formatted(profile, folder, why(e), DataFolder.VARIABLE),
        e);
  }

  private LedgerException full(Exception e) {
    return new LedgerException(
        Reason.FULL,
        ("The disk with profile \"%s\" (%s) is full. What could not be saved did not happen,"
                + " everything before it is kept. Free some space, then do it again.")
            .formatted(profile, folder),
        e);
  }

  LedgerException damaged(Exception e) {
    return new LedgerException(
        Reason.DAMAGED,
        ("The database of profile \"%s\" is damaged (%s). What could not be saved did not happen."
                + " Close the game and start it again: the damaged file will be set aside, never"
                + " deleted, and the account goes on from what the server has.")
            .formatted(profile, why(e)),
        e);
  }

  private LedgerException failed(Exception e) {
    return new LedgerException(
        Reason.FAILED,
        ("Profile \"%s\" could not be read or written (%s). What could not be saved did not happen,"
                + " everything before it is kept. Try again; if it stays so, check the disk with"
                + " %s.")
            .formatted(profile, why(e), folder),
        e);
  }

  private boolean isFull() {
    try {
      Path there = folder;
      while (!Files.exists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      FileStore store = Files.getFileStore(there);
      // What has no room at all is no disk: /proc, for one. It is not full, it cannot be written.
      return !store.isReadOnly()
          && store.getTotalSpace() > 0
          && store.getUsableSpace() < ROOM_BYTES;
    } catch (IOException _) {
      return false;
    }
  }

  private static String why(Exception e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
