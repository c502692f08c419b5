package dev.offing.simulator.scenario;

/** A scenario file says something that cannot be run; the message names the place and the key. */
public final class ScenarioException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A slip in a file.
   *
   * @param line counted from 1
   * @param column counted from 1
   * @param key such as {@code steps[3].fault}; empty for the file as a whole
   * @param what is wrong, and what would be right
   */
  ScenarioException(String file, int line, int column, String key, String what) {
    super("%s:%d:%d: %s%s".formatted(file, line, column, key.isEmpty() ? "" : key + ": ", what));
  }
}
