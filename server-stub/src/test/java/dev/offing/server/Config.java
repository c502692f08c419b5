package dev.offing.server;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Configurations for tests, made by the real parser. */
final class Config {
  private Config() {}

  /** With these settings, as {@code key=value}. */
  static ServerConfig of(Path data, String... settings) {
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      flags.put(ConfigKey.of(parts[0]).orElseThrow(), parts[1]);
    }
    return new ConfigParser(ConfigSources.merge(flags, Map.of(), null), data).parse();
  }
}
