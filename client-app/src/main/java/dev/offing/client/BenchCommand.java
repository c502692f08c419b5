package dev.offing.client;

import dev.offing.client.bench.ClientBench;
import dev.offing.simulator.bench.EngineBenchCommand;
import dev.offing.simulator.bench.ProxyBenchCommand;
import dev.offing.simulator.bench.SimulatorBenchCommand;
import dev.offing.simulator.bench.server.ServerBenchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./offing bench}: figures, each beside its floor, measured in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description =
        "Measures, beside the least that is possible; the last line is the result as JSON.",
    subcommands = {
      EngineBenchCommand.class,
      ClientBench.class,
      SimulatorBenchCommand.class,
      ProxyBenchCommand.class,
      ServerBenchCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what is to be measured is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
