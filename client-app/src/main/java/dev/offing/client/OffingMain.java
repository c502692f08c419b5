package dev.offing.client;

import dev.offing.client.soak.SoakCommand;
import dev.offing.server.BooksCommand;
import dev.offing.server.ServeCommand;
import dev.offing.server.cli.BuildInfo;
import dev.offing.server.cli.Cli;
import dev.offing.simulator.campaign.SimCommand;
import dev.offing.simulator.proxy.api.ProxyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The one door behind {@code ./offing}: it knows the commands, and nothing of what they do.
 *
 * <p>It does not extend JavaFX's {@code Application}: started from the class path, such a main
 * class is refused, and {@code serve} has no window anyway.
 */
@Command(
    name = "offing",
    mixinStandardHelpOptions = true,
    versionProvider = BuildInfo.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A harbour whose fleet keeps earning, and the offline-first engine under it.",
    footer = {
      "",
      "offing COMMAND --help says more. Exit codes: 0 done, 2 a wrong flag or setting, 1 anything else."
    },
    subcommands = {
      PlayCommand.class,
      ServeCommand.class,
      BooksCommand.class,
      ProfileCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      TestCommand.class,
      BenchCommand.class,
      SoakCommand.class,
      SimCommand.class,
      BotsCommand.class,
      ProxyCommand.class,
      ShotsCommand.class
    })
public final class OffingMain implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command that the arguments name and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(Cli.run(new OffingMain(), args));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing. The commands are " + String.join(", ", spec.subcommands().keySet()));
  }
}
