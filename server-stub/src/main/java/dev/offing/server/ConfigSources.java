package dev.offing.server;

import dev.offing.server.fault.Reasons;
import dev.offing.sync.protocol.Nearest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts that were set, each with the place where it stands. A flag beats the environment, the
 * environment beats the file, the file beats the default.
 */
final class ConfigSources {
  /** A value as it was written, and where, in words that go into a message. */
  record Setting(String text, String place) {}

  private final Map<ConfigKey, Setting> settings = new EnumMap<>(ConfigKey.class);

  private ConfigSources() {
    for (ConfigKey key : ConfigKey.values()) {
      settings.put(key, new Setting(key.defaultText(), "default"));
    }
  }

  /**
   * Merges the sources.
   *
   * @throws ConfigException for a file that cannot be read and for a key that is not one
   */
  static ConfigSources merge(
      Map<ConfigKey, String> flags, Map<String, String> environment, @Nullable Path file) {
    ConfigSources merged = new ConfigSources();
    if (file != null) {
      merged.readFile(file);
    }
    merged.readEnvironment(environment);
    flags.forEach((key, text) -> merged.settings.put(key, new Setting(text, "--" + key.key())));
    return merged;
  }

  Setting get(ConfigKey key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      throw new AssertionError(key);
    }
    return setting;
  }

  /** The effective settings as they stand in a file, each with where it came from. */
  List<String> print(ServerConfig effective) {
    List<String> lines = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      lines.add("# %s (%s)".formatted(key.purpose(), get(key).place()));
      boolean secret = key == ConfigKey.CODES && !effective.codes().isEmpty();
      lines.add(
          secret
              ? "# %s = %d, not shown".formatted(key.key(), effective.codes().size())
              : "%s = %s".formatted(key.key(), shown(key, effective)));
    }
    return lines;
  }

  private String shown(ConfigKey key, ServerConfig effective) {
    URI redis = effective.redis();
    if (key == ConfigKey.REDIS && redis != null) {
      return ServerConfig.withoutPassword(redis);
    }
    Path catalog = effective.catalog();
    if (key == ConfigKey.CATALOG && catalog != null) {
      return catalog.toString();
    }
    return key == ConfigKey.DATA ? effective.data().toString() : get(key).text();
  }

  /** The same for another process. */
  Map<String, String> asEnvironment(ServerConfig effective) {
    Map<String, String> variables = new HashMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      variables.put(key.environmentName(), get(key).text());
    }
    variables.put(ConfigKey.DATA.environmentName(), effective.data().toString());
    variables.put(ConfigKey.CATALOG.environmentName(), shown(ConfigKey.CATALOG, effective));
    return variables;
  }

  private void readEnvironment(Map<String, String> environment) {
    Map<String, ConfigKey> byName = new TreeMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      byName.put(key.environmentName(), key);
    }
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String name = entry.getKey();
      if (!name.startsWith("OFFING_")) {
        continue;
      }
      ConfigKey key = byName.get(name);
      if (key != null) {
        settings.put(key, new Setting(entry.getValue(), "environment variable " + name));
        continue;
      }
      throw new ConfigException(
          "environment variable %s is not a setting; the nearest is %s"
              .formatted(name, Nearest.to(name, byName.keySet()).orElseThrow()));
    }
  }

  private void readFile(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException("--config: %s cannot be read (%s)".formatted(file, Reasons.of(e)));
    }
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      String place = "%s, line %d".formatted(file, number);
      int split = line.indexOf('=');
      if (split < 0) {
        throw new ConfigException("%s: '%s' is not of the form key = value".formatted(place, line));
      }
      String name = line.substring(0, split).strip();
      ConfigKey key =
          ConfigKey.of(name)
              .orElseThrow(() ->
                  new ConfigException(
                      "%s: '%s' is not a setting; the nearest is '%s'"
                          .formatted(
                              place, name, Nearest.to(name, ConfigKey.keys()).orElseThrow())));
      settings.put(key, new Setting(line.substring(split + 1).strip(), place));
    }
  }
}
