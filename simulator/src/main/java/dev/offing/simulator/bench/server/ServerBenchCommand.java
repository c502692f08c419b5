package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
          + " what a line in a room of 1,000 members on two nodes costs, and what it costs to let a"
          + " player in, beside bare Java-WebSocket and Lettuce servers that do the same, in turns;"
          + " the memory of a session; tasks; and how many players are held with ticks.",
      "The last line of standard output is the result in JSON."
    },
    footer = {
      "",
      "Clients, servers and Redis share this machine.",
      "Exit codes: 0 every goal reached, 1 one missed, 2 a flag is wrong."
    })
public final class ServerBenchCommand implements Callable<Integer> {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final int LEAST_PLAYERS = 100;
  private static final int MOST_PLAYERS = 25_000; // as many ports has one client's address

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "action, room, connect, memory, tasks, players, some by commas (all)")
  private @Nullable Set<Part> only;

  @Option(
      names = "--players",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "who come in where a cycle is a second, four tenths of them where it is 250 ms"
              + " (${DEFAULT-VALUE})")
  private int players;

  @Override
  public Integer call() throws Exception {
    if (players < LEAST_PLAYERS || players > MOST_PLAYERS) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--players': from %,d to %,d"
              .formatted(LEAST_PLAYERS, MOST_PLAYERS));
    }
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
                  ServerBench.Size.full(players),
                  what -> {
                    err.println("offing bench server: " + what);
                    err.flush();
                  })
              .run(only == null ? EnumSet.allOf(Part.class) : only);
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
