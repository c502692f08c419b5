package dev.offing.server.soak;

/** Something was lost, came twice, or did not come in time; the message says what. */
public final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPromise(String message) {
    super(message);
  }

  BrokenPromise(String message, Throwable cause) {
    super(message, cause);
  }
}
