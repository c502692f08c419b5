package dev.offing.client.bench;

/** A bench that could not be run; the message says why. */
public final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }
}
