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

/** The flags that say which game is meant, of commands that look at one from outside. */
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
      description = "the server to ask (default: the one that runs on this computer, if any)")
  private List<String> servers = List.of();

  /**
   * What they say.
   *
   * @throws ParameterException when one of them is wrong
   */
  Settings settings() {
    List<URI> doors =
        servers.stream()
            .map(it ->
                ServerAddress.parse(it)
                    .orElseThrow(() -> invalid("--server", ServerAddress.mistake(it))))
            .toList();
    try {
      return Settings.of(data, profile, doors, false);
    } catch (IllegalArgumentException e) {
      throw invalid("--profile", String.valueOf(e.getMessage()));
    }
  }

  private ParameterException invalid(String flag, String why) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '%s': %s".formatted(flag, why));
  }
}
