package dev.offing.simulator.bench;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offing bench proxy}. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "What the proxy carries with no toxic on, in MB/s, beside a proxy that only copies, in turns:"
          + " bytes that are no HTTP, and WebSocket messages.",
      "The last line of standard output is the result in JSON."
    },
    footer = {
      "",
      "Client, proxy and server share this machine.",
      "Exit codes: 0 every goal reached, 1 one missed."
    })
public final class ProxyBenchCommand implements Callable<Integer> {
  private static final Turns TURNS = new Turns(/* warmUps= */ 5, /* rounds= */ 15);
  private static final int MEGABYTES = 150;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Report report =
        new ProxyBench(
                TURNS,
                MEGABYTES,
                what -> {
                  err.println("offing bench proxy: " + what);
                  err.flush();
                })
            .run();
    spec.commandLine().getOut().println(report.json());
    spec.commandLine().getOut().flush();
    return report.ok() ? 0 : 1;
  }
}
