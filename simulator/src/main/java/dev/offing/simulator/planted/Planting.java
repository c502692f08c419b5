package dev.offing.simulator.planted;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plants mistakes, one at a time, and lets the simulator look for each in a JVM of its own. Not
 * thread-safe.
 */
public final class Planting {
  /** Steps of a seed. */
  public static final int OPS = 2_000;

  private final Path root;
  private final String classPath = System.getProperty("java.class.path");

  /**
   * Of a repository.
   *
   * @param root its folder
   */
  public Planting(Path root) {
    this.root = root;
  }

  /**
   * What became of a mistake.
   *
   * @param seed in which it was found; the last one where it was not
   * @param step in which it was found, counted from 1; 0 where it was not
   * @param checker that found it, and what it said; null where none did
   * @param ms how long it took
   */
  public record Found(
      String name,
      long seed,
      int step,
      @Nullable String checker,
      @Nullable String message,
      long ms) {
    /** As a line of {@link #table}. */
    String line() {
      return "%-40s %5s %5s %7.1f  %s"
          .formatted(
              name,
              checker == null ? "-" : seed,
              checker == null ? "-" : step,
              ms / 1_000.0,
              checker == null ? "not found" : checker);
    }
  }

  /** For people: mistake, seed, step, seconds, checker. */
  public static List<String> table(List<Found> found) {
    List<String> lines = new ArrayList<>();
    lines.add("%-40s %5s %5s %7s  %s".formatted("mistake", "seed", "step", "seconds", "found by"));
    found.forEach(it -> lines.add(it.line()));
    return lines;
  }

  /**
   * Plants a mistake and looks for it.
   *
   * @param work an empty folder
   * @param first seed
   * @param seeds how many at most
   * @throws PlantedException when it cannot be planted
   */
  public Found seek(Patch patch, Path work, long first, int seeds)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Path classes = new Workshop(root, classPath).build(patch, work);
    Hunt.Trophy trophy = hunt(patch, classes, first, seeds);
    return new Found(
        patch.name(),
        trophy.seed(),
        trophy.step(),
        trophy.checker(),
        trophy.message(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  private Hunt.Trophy hunt(Patch patch, Path classes, long first, int seeds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=dev/offing/simulator/logback.xml",
                "-cp",
                classes + File.pathSeparator + classPath,
                Hunt.class.getName(),
                Long.toString(first),
                Integer.toString(seeds),
                Integer.toString(OPS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new PlantedException("The hunt for " + patch.name() + " broke: see above.");
      }
      return JsonMapper.shared().readValue(out, Hunt.Trophy.class);
    } finally {
      process.destroyForcibly();
    }
  }
}
