package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code offing bench server}: progress on standard error, the result as the last line of standard
 * output.
 */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = {
      "What a call costs the server in time of the processor (core-ms per 1,000 calls, 32 callers),"
          + " and what a line in a room of 1,000 members on two nodes costs, beside bare Java-WebSocket and"
          + " Lettuce servers that answer the same calls and pass the same lines on, in turns.",
      "The last line of standard output is the result in JSON."
    },
    footer = {"", "Exit codes: 0 every goal reached, 1 one missed."})
public final class ServerBenchCommand implements Callable<Integer> {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "dev/offing/server/logback.xml");
    }
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("offing-bench-server");
    try {
      Report report =
          new ServerBench(
                  folder,
                  ServerBench.Size.FULL,
                  what -> {
                    err.println("offing bench server: " + what);
                    err.flush();
                  })
              .run();
      out.println(report.json());
      out.flush();
      return report.ok() ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
