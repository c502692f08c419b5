package dev.offing.simulator.report;

import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The file of {@code ./offing sim --report}. */
public final class SeedReport {
  private final Path file;

  /** To be written there. */
  public SeedReport(Path file) {
    this.file = file;
  }

  /**
   * Why it cannot be written there, as a sentence; empty when it can. Asked before hours of seeds,
   * not after them.
   */
  public Optional<String> refusal() {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return Optional.of(
          "%s is a folder; name a file in it, such as %s."
              .formatted(file, file.resolve("sim.html")));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.of(
          "The report cannot be written to %s: there is no folder %s.".formatted(file, folder));
    }
    boolean there = Files.exists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (!there) {
        Files.delete(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(cannot());
    }
  }

  /** What is said when the file could not be written. */
  public String cannot() {
    return "The report cannot be written to %s: look at the rights of the file and at the room on the disk, or name another."
        .formatted(file);
  }

  /**
   * Runs a scenario once more, with somebody who writes down what happens, and writes the page.
   *
   * @param again the command that shows the run again
   * @throws IOException when the file cannot be written
   */
  public void write(Scenario scenario, String again) throws IOException {
    Recorder recorder = new Recorder();
    Simulation simulation = new Simulation();
    Simulation.Result result = simulation.run(scenario, List.of(recorder), recorder);
    Files.writeString(
        file, Page.of(scenario, result, recorder.recording(), again), StandardCharsets.UTF_8);
  }
}
