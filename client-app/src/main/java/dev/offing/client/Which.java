package dev.offing.client;

import dev.offing.sync.ledger.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say which game is meant, and where it is played. */
final class Which {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "which game (default: ${DEFAULT-VALUE})")
  private String profile = Profile.DEFAULT_NAME;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the folder of profiles and stub (default: the platform's data folder)")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "URI",
      split = ",",
      description =
          "the server, ws://HOST:PORT (default: the one on this computer); of several nodes of one"
              + " server, divided by commas, the next is tried where one is gone")
  private List<String> servers = List.of();

  /**
   * The doors of the server that was named; none where none was.
   *
   * @throws ParameterException when one is no address
   */
  List<URI> servers() {
    return servers.stream()
        .map(it ->
            ServerAddress.parse(it)
                .orElseThrow(() -> invalid("--server", ServerAddress.mistake(it))))
        .toList();
  }

  /**
   * What they say.
   *
   * @param tester whether it is played through a plug that can be pulled
   * @throws ParameterException when one of them is wrong
   */
  Settings settings(boolean tester) {
    List<URI> doors = servers();
    try {
      return Settings.of(data, profile, doors, tester);
    } catch (IllegalArgumentException e) {
      throw invalid("--profile", String.valueOf(e.getMessage()));
    }
  }

  private ParameterException invalid(String flag, String why) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '%s': %s".formatted(flag, why));
  }
}
