package dev.offing.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a stub that is not started, for those who look after one. */
public final class ServerSettings {
  private ServerSettings() {}

  /**
   * What {@code serve} would say against the settings in an environment, for a person; empty where
   * it would take them.
   */
  public static Optional<String> mistake(Map<String, String> environment) {
    try {
      parse(ConfigSources.merge(Map.of(), environment, null));
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The settings that an environment makes, as {@code serve --print-config} shows them.
   *
   * @throws ConfigException where it would not take them
   */
  public static List<String> shown(Map<String, String> environment) {
    ConfigSources sources = ConfigSources.merge(Map.of(), environment, null);
    return sources.print(parse(sources));
  }

  private static ServerConfig parse(ConfigSources sources) {
    return new ConfigParser(sources, DataFolder.ofThisPlatform()).parse();
  }
}
