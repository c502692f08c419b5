package dev.offing.client.console;

/** A line that is not understood; the message is for people and names what is right. */
public final class OrderException extends Exception {
  OrderException(String message) {
    super(message);
  }
}
