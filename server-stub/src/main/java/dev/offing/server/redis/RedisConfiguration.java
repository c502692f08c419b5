package dev.offing.server.redis;

import dev.offing.server.fault.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration file of the embedded Redis. It holds the password, so only its owner reads it.
 */
final class RedisConfiguration {
  private RedisConfiguration() {}

  /**
   * Writes it, atomically. An append-only file synced at every write is what makes an answered
   * purchase outlive a pulled plug; noeviction is what keeps Redis from dropping accounts.
   */
  static void write(Path folder, String name, int port, String password) throws IOException {
    PrivateFile.write(
        folder,
        name,
        List.of(
            "bind 127.0.0.1",
            "port " + port,
            "requirepass " + password,
            "dir " + quoted(folder.toString()),
            "appendonly yes",
            "appendfsync always",
            "maxmemory-policy noeviction",
            "save \"\"",
            "databases 1",
            "daemonize no",
            "logfile \"\"",
            "loglevel notice"));
  }

  /** The settings of a file that {@link #write} made. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int split = line.indexOf(' ');
      if (split > 0) {
        settings.put(line.substring(0, split), line.substring(split + 1));
      }
    }
    return settings;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
