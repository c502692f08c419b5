package dev.offing.simulator.bots;

/** Bots could not play; the message is for a person. */
public final class BotsException extends Exception {
  BotsException(String message) {
    super(message);
  }
}
