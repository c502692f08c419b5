package dev.offing.server.gateway;

/** A protocol that is served on a port, until it is closed. Safe for use by many threads. */
public interface Gateway extends AutoCloseable {
  /** The port on which it listens. */
  int port();

  /** Open connections. */
  int connections();

  /** No new connections from now on. */
  void stopAccepting();

  /** Waits until no connection has work left; false when the time is over first. */
  boolean awaitIdle(long timeoutMs) throws InterruptedException;

  /** Closes all connections as going away, and waits until their handlers know. */
  @Override
  void close();
}
