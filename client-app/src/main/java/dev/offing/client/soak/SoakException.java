package dev.offing.client.soak;

/** A promise was broken, or a process did not do what it must; the message says which. */
public final class SoakException extends RuntimeException {
  SoakException(String message) {
    super(message);
  }

  SoakException(String message, Throwable cause) {
    super(message, cause);
  }
}
