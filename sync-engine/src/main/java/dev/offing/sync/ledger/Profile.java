package dev.offing.sync.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One player's folder: {@code profiles/NAME} in the data folder, with the database, its log, the
 * device key and the lock (docs/design/ledger.md). Immutable; nothing is touched before {@link
 * #open}.
 *
 * <p>While a profile is open, its files must not be opened by {@code java.nio.file}: closing such a
 * descriptor drops the locks that SQLite holds on them in the same process.
 */
public final class Profile {
  /** The profile that is played when nobody names one. */
  public static final String DEFAULT_NAME = "default";

  static final String DATABASE = "profile.db";
  static final String KEY = "device.key";
  static final String LOCK = "profile.lock";
  static final String PID = "profile.pid";

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,32}");

  private final String name;
  private final Path folder;

  private Profile(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /**
   * A profile in a data folder (see {@link DataFolder}).
   *
   * @throws IllegalArgumentException with a sentence for people when the name is none
   */
  public static Profile in(Path dataFolder, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no name for a profile: take 1 to 32 small letters, digits, - and _."
              .formatted(name));
    }
    Path profiles = dataFolder.toAbsolutePath().normalize().resolve("profiles");
    return new Profile(name, profiles.resolve(name));
  }

  /** A profile whose folder is elsewhere, while it is made. */
  static Profile at(String name, Path folder) {
    return new Profile(name, folder);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where its files lie. */
  public Path folder() {
    return folder;
  }

  /**
   * Opens the profile, and creates what is missing: folder, device key, database.
   *
   * <p>A database that is damaged is set aside under a dated name, never deleted, and a new one is
   * begun with the same device key; {@link Opened#recovery} tells of it.
   *
   * @param random draws the device key and the incarnation: {@link java.security.SecureRandom}
   *     wherever the account is worth something
   * @param wallMs the wall clock in ms, for the names of files that are set aside
   * @throws LedgerException when it cannot be opened; nothing was changed then
   */
  public Opened open(LedgerCodec codec, RandomGenerator random, long wallMs) {
    return new Opening(this, Schema.shipped(), codec, random, wallMs).run();
  }

  /**
   * Deletes the profile with everything in its folder: the database, what was set aside, the device
   * key. Without the key nobody plays this account again, unless another device belongs to it.
   *
   * @return false when there was nothing
   * @throws LedgerException when it is open, or cannot be deleted; what was deleted by then is gone
   */
  public boolean delete() {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Faults faults = new Faults(name, folder);
    try {
      try (ProfileLock _ = ProfileLock.take(folder, faults)) {
        // The key is last of what counts: cut off before, what is left is told as what it is.
        for (String file : List.of(DATABASE, DATABASE + "-wal", DATABASE + "-shm", KEY)) {
          Files.deleteIfExists(folder.resolve(file));
        }
      }
      Folders.delete(folder);
      return true;
    } catch (IOException e) {
      throw faults.of(e);
    }
  }

  /**
   * An open profile.
   *
   * @param recovery what had to be recovered; null nearly always
   */
  public record Opened(Ledger ledger, @Nullable Recovery recovery) {}

  @Override
  public String toString() {
    return "Profile[" + name + " in " + folder + "]";
  }
}
