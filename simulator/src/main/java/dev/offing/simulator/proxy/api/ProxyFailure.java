package dev.offing.simulator.proxy.api;

/** The proxy cannot do what was asked; the message is for people. */
final class ProxyFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProxyFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
