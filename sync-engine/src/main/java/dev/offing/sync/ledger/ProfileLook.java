package dev.offing.sync.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it lies there, looked at from outside: nothing in its folder is made, changed or
 * locked, so it may be played meanwhile, and it may be broken. What is looked at is a copy of the
 * database in a folder of its own, which goes with {@link #close}; the device key is never copied.
 *
 * @param standing what was found
 * @param sentence the same for people, with what to do; empty where there is nothing to say
 * @param holder the process that has the profile open; null for none
 * @param ledger of the copy, to be read only; null where that cannot be read
 * @param contents of the copy as a session would begin with them; without a device key its private
 *     half is a stranger's. Null where the copy cannot be read
 * @param scratch the folder of the copy; null for none
 */
public record ProfileLook(
    Standing standing,
    String sentence,
    @Nullable Long holder,
    @Nullable JournalReader ledger,
    @Nullable Contents contents,
    @Nullable Path scratch)
    implements AutoCloseable {
  /** How a profile stands. */
  public enum Standing {
    /** Nobody ever played in it. */
    NONE,
    /** Whole, as far as can be told without playing. */
    WHOLE,
    /** The database is missing or empty, the device key is there. */
    NO_DATABASE,
    /** Whole, but the log that it was written with is gone. */
    LOG_LOST,
    /** The database is whole, its device key is not. */
    KEY_LOST,
    /** The database is damaged. */
    DAMAGED,
    /** A newer program wrote it. */
    NEWER,
    /** The disk does not give it, or has no room for the copy. */
    UNREADABLE
  }

  /** Looks. Waits for the disk, for as long as it takes to read the database twice. */
  public static ProfileLook at(Profile profile, LedgerCodec codec) {
    return new Looking(profile, codec).run();
  }

  /** Deletes the copy. */
  @Override
  public void close() {
    if (ledger instanceof Ledger open) {
      open.close();
    }
    if (scratch != null) {
      try {
        Folders.delete(scratch);
      } catch (IOException | UncheckedIOException _) {
        // in the computer's folder for what may go
      }
    }
  }

  /** One look. */
  private static final class Looking {
    private final Path folder;
    private final Path file;
    private final LedgerCodec codec;
    private final Faults faults;
    private final RecoveryText text;

    Looking(Profile profile, LedgerCodec codec) {
      this.folder = profile.folder();
      this.file = folder.resolve(Profile.DATABASE);
      this.codec = codec;
      this.faults = new Faults(profile.name(), folder);
      this.text = new RecoveryText(profile.name());
    }

    ProfileLook run() {
      Long holder = null;
      Path scratch = null;
      try {
        FoundKey key = FoundKey.in(folder);
        boolean database = Files.exists(file) && Files.size(file) > 0;
        if (!database && key.isAbsent()) {
          return found(Standing.NONE, "", null, null);
        }
        if (!database) {
          return found(
              Standing.NO_DATABASE,
              "The database of the profile in %s is missing or empty; the next start begins a new one."
                  .formatted(folder),
              null,
              null);
        }
        holder = ProfileLock.holder(folder, faults);
        scratch = Files.createTempDirectory("offing-look-");
        Path copy = scratch.resolve(Profile.DATABASE);
        boolean logLost = holder == null && ProfileLock.diedWithoutLog(folder, file);
        copy(holder != null, copy);
        return read(copy, key, logLost, holder, scratch);
      } catch (SQLException e) {
        return broken(faults.of(e), holder, scratch);
      } catch (DamagedException e) {
        return broken(faults.damaged(e), holder, scratch);
      } catch (LedgerException e) {
        return broken(e, holder, scratch);
      } catch (IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return found(
            Standing.UNREADABLE,
            ("The profile in %s could not be looked at (%s). Nothing was changed. Look whether the"
                    + " folder can be read, and whether %s has room for a copy.")
                .formatted(folder, why, System.getProperty("java.io.tmpdir")),
            holder,
            scratch);
      }
    }

    /**
     * A game that is open writes meanwhile: what is copied then is what SQLite sees at one moment.
     * Without one SQLite must not come near the files, as it would make a log where none is.
     */
    private void copy(boolean open, Path copy) throws IOException, SQLException {
      if (open) {
        try (Connection reading = Database.openToRead(file)) {
          new BookReader(reading, codec).copyTo(copy);
        }
        return;
      }
      Files.copy(file, copy);
      for (Path companion : new Path[] {SetAside.log(file), SetAside.rollbackJournal(file)}) {
        if (Files.exists(companion)) {
          Files.copy(companion, copy.resolveSibling(companion.getFileName()));
        }
      }
    }

    private ProfileLook read(
        Path copy, FoundKey key, boolean logLost, @Nullable Long holder, Path scratch)
        throws SQLException, DamagedException {
      Connection connection = Database.open(copy);
      try {
        Schema schema = Schema.shipped();
        schema.check(connection, faults);
        String verdict = Database.value(connection, "PRAGMA integrity_check(1)");
        if (!verdict.equals("ok")) {
          throw new DamagedException(verdict);
        }
        schema.migrate(connection);
        String owner = LedgerReader.owner(connection);
        DeviceKey device = key.device();
        boolean fits = device != null && (owner == null || owner.equals(device.publicKey()));
        if (owner == null) {
          connection.close();
          return found(Standing.WHOLE, "", holder, scratch);
        }
        SqliteLedger ledger =
            new SqliteLedger(
                connection,
                device == null ? DeviceKey.draw(new SecureRandom()) : device,
                codec,
                () -> Database.openToRead(copy),
                account -> {},
                faults);
        String why = device == null ? key.problem() : "it belongs to another database";
        return new ProfileLook(
            !fits ? Standing.KEY_LOST : logLost ? Standing.LOG_LOST : Standing.WHOLE,
            !fits
                ? String.valueOf(faults.keyLost(why).getMessage())
                : logLost ? text.logLost() : "",
            holder,
            ledger,
            ledger.load(),
            scratch);
      } catch (SQLException | DamagedException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }

    private static ProfileLook broken(
        LedgerException e, @Nullable Long holder, @Nullable Path scratch) {
      Standing standing =
          switch (e.reason()) {
            case DAMAGED -> Standing.DAMAGED;
            case NEWER -> Standing.NEWER;
            case IN_USE, READ_ONLY, FULL, FAILED -> Standing.UNREADABLE;
          };
      return found(standing, String.valueOf(e.getMessage()), holder, scratch);
    }

    private static ProfileLook found(
        Standing standing, String sentence, @Nullable Long holder, @Nullable Path scratch) {
      return new ProfileLook(standing, sentence, holder, null, null, scratch);
    }
  }
}
