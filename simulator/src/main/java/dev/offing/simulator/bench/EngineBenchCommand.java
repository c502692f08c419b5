package dev.offing.simulator.bench;

import dev.offing.sync.ledger.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code offing bench engine}: progress on standard error, the result as the last line of standard
 * output.
 */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = {
      "Gestures made durable, and an outbox of 10,000 replayed, each beside bare SQLite doing the"
          + " same writes in the same run; then pushes judged in memory, and an outbox of 10,000"
          + " that reaches a stub with its Redis.",
      "The last line of standard output is the result in JSON."
    },
    footer = {"", "Exit codes: 0 every goal reached, 1 one missed."})
public final class EngineBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "measure on the disk of this folder; by default the game's data folder")
  private @Nullable Path data;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = folder();
    try {
      Report report =
          new EngineBench(
                  folder,
                  EngineBench.Size.FULL,
                  what -> {
                    err.println("offing bench engine: " + what);
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

  private Path folder() {
    Path base =
        DataFolder.of(
            data,
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
    try {
      Files.createDirectories(base);
      return Files.createTempDirectory(base, "bench-");
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--data': nothing can be written in %s (%s). Name a folder on the disk to measure."
              .formatted(base, e.getClass().getSimpleName()),
          e);
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
