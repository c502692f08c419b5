package dev.offing.server.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names the code itself, where a commit only names its origin: the digest of every file of ours on
 * the class path. Folders and jars of the same files have the same id.
 */
final class BuildId {
  private static final String OURS = "dev/offing";
  private static final int HEX_DIGITS = 12;

  private BuildId() {}

  /** The id of what this JVM runs, twelve hex digits. */
  static String ofThisProgram() throws IOException {
    return of(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
  }

  static String of(List<String> classPath) throws IOException {
    SortedMap<String, byte[]> digests = new TreeMap<>();
    for (String entry : classPath) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        addAll(path, digests);
      } else if (entry.endsWith(".jar") && Files.isRegularFile(path)) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          addAll(jar.getPath("/"), digests);
        }
      }
    }
    MessageDigest all = sha256();
    digests.forEach((name, digest) -> {
      all.update(name.getBytes(StandardCharsets.UTF_8));
      all.update(digest);
    });
    return HexFormat.of().formatHex(all.digest()).substring(0, HEX_DIGITS);
  }

  private static void addAll(Path root, SortedMap<String, byte[]> digests) throws IOException {
    Path ours = root.resolve(OURS);
    if (!Files.isDirectory(ours)) {
      return;
    }
    try (Stream<Path> files = Files.walk(ours)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '/');
        if (!name.endsWith("/build.properties")) {
          digests.putIfAbsent(name, sha256().digest(Files.readAllBytes(file)));
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
