package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Canonical;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A profile in one file, to move it to another computer or to keep it: a ZIP of its database as of
 * one moment and, where a passphrase was given, its device key sealed with that; a first entry
 * names each with its SHA-256 (docs/design/ledger.md).
 *
 * <p>Without the key the archive only goes back to where that key is: nobody who finds it can play
 * the account. What is taken over begins a new life, as every copy does, so that an original that
 * is played on is told apart.
 */
public final class ProfileArchive {
  private static final String CONTENTS = "offing-profile-1.txt";
  private static final String KEY = "device.key.sealed";
  private static final long MOST_BYTES = 1L << 31;

  private ProfileArchive() {}

  /**
   * Writes an archive, whole or not at all; the game may go on meanwhile. Waits for the disk.
   *
   * @param book of the open profile
   * @param file must not be there
   * @param passphrase for the device key; null leaves the key out
   * @throws ArchiveException when it cannot be written; there is no file then
   * @throws LedgerException when the profile cannot be read
   */
  public static void write(
      JournalReader book,
      Profile profile,
      Path file,
      char @Nullable [] passphrase,
      RandomGenerator random) {
    Path target = file.toAbsolutePath();
    Path copy = target.resolveSibling(target.getFileName() + ".part.db");
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.deleteIfExists(copy);
      Files.deleteIfExists(part);
      PrivateFiles.createFile(copy);
      book.copyTo(copy);
      String sealed =
          passphrase == null
              ? null
              : SealedKey.seal(
                  Files.readString(profile.folder().resolve(Profile.KEY)), passphrase, random);
      PrivateFiles.createFile(part);
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        fill(zip, copy, sealed);
      }
      Files.move(part, target);
    } catch (IOException e) {
      String why =
          e instanceof FileAlreadyExistsException ? "there is such a file already" : told(e);
      throw new ArchiveException(
          ("The archive %s was not written (%s). The profile is as it was. Free some space, or name"
                  + " another file.")
              .formatted(target, why),
          e);
    } finally {
      discard(copy);
      discard(part);
    }
  }

  private static void fill(ZipOutputStream zip, Path copy, @Nullable String sealed)
      throws IOException {
    StringBuilder contents = new StringBuilder();
    contents.append(sha256(copy)).append(' ').append(Profile.DATABASE).append('\n');
    if (sealed != null) {
      byte[] bytes = sealed.getBytes(StandardCharsets.UTF_8);
      contents.append(Canonical.sha256(bytes)).append(' ').append(KEY).append('\n');
    }
    text(zip, CONTENTS, contents.toString());
    if (sealed != null) {
      text(zip, KEY, sealed);
    }
    zip.putNextEntry(new ZipEntry(Profile.DATABASE));
    Files.copy(copy, zip);
    zip.closeEntry();
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Takes an archive over. A profile that is there already must be of the same account; its
   * database is set aside, never deleted.
   *
   * @param passphrase of its device key; null where it has none, or the profile has the key already
   * @param wallMs the wall clock in ms, for the name of what is set aside
   * @throws ArchiveException when it cannot be taken over; nothing was changed then
   * @throws LedgerException when the profile is open elsewhere or its folder cannot be written
   */
  public static void read(
      Path file,
      Profile profile,
      char @Nullable [] passphrase,
      LedgerCodec codec,
      RandomGenerator random,
      long wallMs) {
    Path folder = profile.folder();
    Faults faults = new Faults(profile.name(), folder);
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      PrivateFiles.createFolder(folder);
      try (ProfileLock _ = ProfileLock.take(folder, faults)) {
        Folders.delete(part);
        PrivateFiles.createFolder(part);
        extract(file, part, passphrase);
        boolean bringsKey = Files.exists(part.resolve(Profile.KEY));
        borrowKey(file, folder, part, bringsKey);
        beginNewLife(file, Profile.at(profile.name(), part), codec, random, wallMs);
        place(folder, part, wallMs);
      } finally {
        Folders.delete(part);
      }
    } catch (IOException e) {
      throw faults.of(e);
    }
  }

  private static void extract(Path file, Path part, char @Nullable [] passphrase)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names = new ArrayList<>();
      for (String line : text(zip, file, CONTENTS).split("\n", -1)) {
        if (line.matches("[0-9a-f]{64} (" + Profile.DATABASE + "|" + KEY + ")")) {
          unpack(zip, file, line.substring(65), line.substring(0, 64), part);
          names.add(line.substring(65));
        } else if (!line.isEmpty()) {
          throw refused(file, "it was made by a newer program", null);
        }
      }
      if (!names.contains(Profile.DATABASE)) {
        throw refused(file, "it holds no profile", null);
      }
    } catch (ZipException e) {
      throw refused(file, "it is damaged, or no archive", e);
    } catch (IOException e) {
      throw refused(file, told(e), e);
    }
    Path sealed = part.resolve(KEY);
    if (Files.exists(sealed) && passphrase != null) {
      try {
        PrivateFiles.write(
            part.resolve(Profile.KEY), SealedKey.open(Files.readString(sealed), passphrase));
      } catch (GeneralSecurityException e) {
        throw refused(file, "the passphrase does not open its device key", e);
      }
    }
  }

  private static String text(ZipFile zip, Path file, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw refused(file, "it is no archive of a profile", null);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(4_096), StandardCharsets.UTF_8);
    }
  }

  private static void unpack(ZipFile zip, Path file, String name, String sha256, Path part)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.getSize() > MOST_BYTES) {
      throw refused(file, "it is damaged", null);
    }
    Path target = part.resolve(name);
    PrivateFiles.createFile(target);
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target)) {
      in.transferTo(out);
    }
    if (!sha256(target).equals(sha256)) {
      throw refused(file, "it is damaged", null);
    }
  }

  /** The key is in the archive, or where the profile is that it came from. */
  private static void borrowKey(Path file, Path folder, Path part, boolean bringsKey)
      throws IOException {
    FoundKey there = FoundKey.in(folder);
    DeviceKey own = there.device();
    if (!bringsKey) {
      if (own == null) {
        throw refused(
            file,
            Files.exists(part.resolve(KEY))
                ? "its device key is under a passphrase, which is missing"
                : "it came without its device key, so it goes back only to the profile it is of",
            null);
      }
      Files.copy(folder.resolve(Profile.KEY), part.resolve(Profile.KEY));
    } else {
      DeviceKey theirs = FoundKey.in(part).device();
      if (own != null && (theirs == null || !own.publicKey().equals(theirs.publicKey()))) {
        throw refused(file, "another game is in this profile; name another one", null);
      }
    }
  }

  private static void beginNewLife(
      Path file, Profile part, LedgerCodec codec, RandomGenerator random, long wallMs) {
    try {
      Profile.Opened opened = part.open(codec, random, wallMs);
      try (Ledger ledger = opened.ledger()) {
        if (opened.recovery() != null) {
          throw refused(file, "the database in it is damaged", null);
        }
        NewLife.begin(ledger, random);
      }
    } catch (LedgerException e) {
      throw switch (e.reason()) {
        case NEWER -> refused(file, "it was made by a newer program", e);
        case DAMAGED -> refused(file, "it is of another game than this profile", e);
        case IN_USE, READ_ONLY, FULL, FAILED -> e;
      };
    }
  }

  private static void place(Path folder, Path part, long wallMs) throws IOException {
    Path database = folder.resolve(Profile.DATABASE);
    if (Files.exists(database)) {
      new SetAside(folder, wallMs, "before").database(database);
    }
    if (!Files.exists(folder.resolve(Profile.KEY))) {
      move(part.resolve(Profile.KEY), folder.resolve(Profile.KEY));
    }
    move(part.resolve(Profile.DATABASE), database);
    PrivateFiles.sync(folder);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ArchiveException refused(Path file, String why, @Nullable Throwable cause) {
    return new ArchiveException(
        "The archive %s cannot be taken over: %s. Nothing was changed.".formatted(file, why),
        cause);
  }

  private static String told(IOException e) {
    String message = e.getMessage();
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "access is denied";
      default -> message == null ? e.getClass().getSimpleName() : message;
    };
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // half a file, which the next attempt replaces
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
