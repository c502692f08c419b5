package dev.offing.simulator.bench;

/** Nothing can be measured; the message is for a person. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
