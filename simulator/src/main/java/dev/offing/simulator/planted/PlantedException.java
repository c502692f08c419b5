package dev.offing.simulator.planted;

/** A planted mistake cannot be planted; the message is a sentence for people. */
public final class PlantedException extends RuntimeException {
  PlantedException(String message) {
    super(message);
  }

  PlantedException(String message, Throwable cause) {
    super(message, cause);
  }
}
