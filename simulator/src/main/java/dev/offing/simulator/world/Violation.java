package dev.offing.simulator.world;

/**
 * A promise was broken. An error, so that no code between here and the run takes it for a fault of
 * the moment.
 */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String checker;

  /** Of the promise that {@code checker} keeps an eye on. */
  public Violation(String checker, String message) {
    super(message);
    this.checker = checker;
  }

  /** Of a run that could not go on. */
  public Violation(String checker, String message, Throwable cause) {
    super(message, cause);
    this.checker = checker;
  }

  /** Who found it. */
  public String checker() {
    return checker;
  }
}
