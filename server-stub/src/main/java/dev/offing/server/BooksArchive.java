package dev.offing.server;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A backup of a stub in one file: a ZIP with the accounts as Redis dumps them, the key file and the
 * list of deleted accounts, and a first entry that names each with its SHA-256.
 *
 * <p>It holds the key file, so it is as secret as that: it is written for its owner alone.
 */
final class BooksArchive {
  static final String DUMP = "dump.rdb";

  private static final String CONTENTS = "offing-books-1.txt";
  private static final int CONTENTS_BYTES = 64 * 1024;

  private BooksArchive() {}

  /**
   * Writes an archive of files, whole or not at all.
   *
   * @throws StubFailure when there is a file of that name, or it cannot be written
   */
  static void write(Path archive, SortedMap<String, Path> files) {
    Path part = archive.resolveSibling(archive.getFileName() + ".part");
    try {
      if (Files.exists(archive)) {
        throw new FileAlreadyExistsException(archive.toString());
      }
      createPrivate(part);
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        StringBuilder contents = new StringBuilder();
        for (Map.Entry<String, Path> file : files.entrySet()) {
          contents.append(sha256(file.getValue())).append(' ').append(file.getKey()).append('\n');
        }
        zip.putNextEntry(new ZipEntry(CONTENTS));
        zip.write(contents.toString().getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, Path> file : files.entrySet()) {
          zip.putNextEntry(new ZipEntry(file.getKey()));
          Files.copy(file.getValue(), zip);
        }
        zip.closeEntry();
      }
      Files.move(part, archive);
    } catch (IOException e) {
      throw new StubFailure(
          "The backup %s cannot be written (%s). Nothing was changed. Free space there, or name another file."
              .formatted(archive, Reasons.of(e)),
          e);
    } finally {
      discard(part);
    }
  }

  /**
   * Lays the files of an archive into a folder.
   *
   * @return their names
   * @throws StubFailure when it is none, or not as it was written
   */
  static List<String> extract(Path archive, Path folder) {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Map<String, String> expected = contents(zip, archive);
      List<String> names = new ArrayList<>(expected.keySet());
      for (String name : names) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
          throw damaged(archive, name + " is missing");
        }
        Path target = folder.resolve(name);
        createPrivate(target);
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target)) {
          in.transferTo(out);
        }
        if (!sha256(target).equals(expected.get(name))) {
          throw damaged(archive, name + " is not what was written");
        }
      }
      return names;
    } catch (ZipException e) {
      throw damaged(archive, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StubFailure(
          "The backup %s cannot be read (%s). Nothing was changed."
              .formatted(archive, Reasons.of(e)),
          e);
    }
  }

  private static Map<String, String> contents(ZipFile zip, Path archive) throws IOException {
    ZipEntry first = zip.getEntry(CONTENTS);
    if (first == null) {
      throw damaged(archive, "it is no backup that this program made");
    }
    String text;
    try (InputStream in = zip.getInputStream(first)) {
      text = new String(in.readNBytes(CONTENTS_BYTES), StandardCharsets.UTF_8);
    }
    Map<String, String> expected = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.matches("[0-9a-f]{64} [a-z.-]{1,40}")) {
        throw damaged(archive, CONTENTS + " is not what was written");
      }
      if (!line.isEmpty()) {
        expected.put(line.substring(65), line.substring(0, 64));
      }
    }
    return expected;
  }

  private static StubFailure damaged(Path archive, String why) {
    return new StubFailure(
        "The backup %s cannot be used: %s. Nothing was changed. Take another backup."
            .formatted(archive, why));
  }

  private static void createPrivate(Path file) throws IOException {
    Files.deleteIfExists(file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
