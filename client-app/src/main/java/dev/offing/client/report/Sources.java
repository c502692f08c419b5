package dev.offing.client.report;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a report takes things from.
 *
 * @param data the data folder
 * @param profile the name of the profile
 * @param log what the program said
 * @param protocol what passed between it and its server
 * @param stub the data folder of the stub
 * @param environment the environment's variables
 */
public record Sources(
    Path data,
    String profile,
    Path log,
    Path protocol,
    Path stub,
    Map<String, String> environment) {
  /** Copies the map. */
  public Sources {
    environment = Map.copyOf(environment);
  }
}
