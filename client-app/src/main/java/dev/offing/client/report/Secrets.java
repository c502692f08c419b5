package dev.offing.client.report;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets that lie on this computer, so that they are taken out wherever a log repeats one,
 * whatever they look like. Files that cannot be read are passed over.
 */
final class Secrets {
  private static final int MOST_BYTES = 64 * 1024;

  private final Set<String> found = new HashSet<>();

  private Secrets() {}

  /**
   * Collects them.
   *
   * @param data the data folder, with its profiles
   * @param stub the data folder of the stub
   */
  static Set<String> of(Path data, Path stub, Map<String, String> environment) {
    Secrets secrets = new Secrets();
    secrets.profiles(data.resolve("profiles"));
    secrets.words(stub.resolve("offing.key"));
    secrets.words(stub.resolve("redis").resolve("redis.conf"));
    environment.forEach(secrets::variable);
    return secrets.found;
  }

  private void profiles(Path folder) {
    try (Stream<Path> profiles = Files.list(folder)) {
      for (Path profile : profiles.toList()) {
        try (Stream<Path> files = Files.list(profile)) {
          files
              .filter(it -> it.toString().endsWith(".key") || it.endsWith("window.bell"))
              .forEach(this::words);
        }
      }
    } catch (IOException _) {
      // no profile, or none that can be read
    }
  }

  /** Every long word of a small file. */
  private void words(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
        for (String word :
            Files.readString(file, StandardCharsets.ISO_8859_1).split("[\\s=\"']+", -1)) {
          if (word.matches("[!-~]{16,}") && !word.contains("/")) {
            found.add(word);
          }
        }
      }
    } catch (IOException _) {
      // then no log can have it from this program either
    }
  }

  private void variable(String name, String value) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (Stream.of("PASS", "TOKEN", "SECRET", "APIKEY", "API_KEY").anyMatch(upper::contains)
        && !upper.endsWith("_FILE")) {
      found.add(value);
    }
    switch (upper) {
      case "OFFING_ADMIN_TOKEN_FILE" -> file(value);
      case "OFFING_REDIS" -> password(value);
      case "OFFING_CODES" ->
          List.of(value.split(",", -1))
              .forEach(it -> found.add(it.replaceFirst("=.*", "").strip()));
      default -> {}
    }
  }

  private void file(String name) {
    try {
      words(Path.of(name));
    } catch (InvalidPathException _) {
      // no file
    }
  }

  private void password(String address) {
    try {
      String user = URI.create(address).getUserInfo();
      if (user != null) {
        found.add(user.substring(user.indexOf(':') + 1));
      }
    } catch (IllegalArgumentException _) {
      // told by the doctor; its password is taken out by its form
    }
  }
}
