package dev.offing.server.gateway;

/**
 * What a gateway calls, for each connection in order and one at a time, on a virtual thread: it may
 * block.
 */
public interface ConnectionHandler {
  /** The connection is there; nothing was received yet. */
  void opened();

  /** A text frame within the bounds. */
  void frame(String text);

  /** The connection is gone; called once, last. */
  void closed();
}
