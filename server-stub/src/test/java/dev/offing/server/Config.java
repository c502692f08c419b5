package dev.offing.server;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Configurations for tests, made by the real parser. */
final class Config {
  private Config() {}

  /**
   * With these settings, as {@code key=value}. On a busy machine a handshake takes its time, so
   * there is plenty unless it is named.
   */
  static ServerConfig of(Path data, String... settings) {
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    flags.put(ConfigKey.AUTH_TIMEOUT, "60000");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      flags.put(ConfigKey.of(parts[0]).orElseThrow(), parts[1]);
    }
    return new ConfigParser(ConfigSources.merge(flags, Map.of(), null), data).parse();
  }
}
