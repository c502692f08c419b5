package dev.offing.client;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./offing shots}: pictures of every screen, taken from real play. */
@Command(
    name = "shots",
    mixinStandardHelpOptions = true,
    description = {
      "Plays a game by robot against a server of its own and takes a picture of every screen and"
          + " state, in both themes. The last line is the result as JSON."
    })
final class ShotsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the pictures go (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("docs", "pictures");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the order in which the fleet is bought (default: ${DEFAULT-VALUE})")
  private long seed = 1931;

  @Override
  public Integer call() throws Exception {
    Logging.toStandardError();
    PrintWriter err = spec.commandLine().getErr();
    try (Shots shots =
        Shots.begin(
            out,
            seed,
            name -> {
              err.println("offing shots: " + name);
              err.flush();
            })) {
      int taken = shots.take();
      System.out.println(
          JsonMapper.shared()
              .createObjectNode()
              .put("shots", taken)
              .put("folder", out.toString())
              .put("seed", seed)
              .put("ok", true));
    }
    return 0;
  }
}
