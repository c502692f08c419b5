package dev.offing.simulator.campaign;

import dev.offing.simulator.scenario.ScenarioException;
import dev.offing.simulator.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Scenario files on disk. */
final class Replay {
  private Replay() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static ScenarioFile read(Path file) {
    try {
      return ScenarioFile.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (ScenarioException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Files.isDirectory(file)
              ? file + " is a folder; name a scenario file in it"
              : "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
