package dev.offing.server.gateway;

/** Makes the frame that tells a client of an error; the gateway does not know the protocol. */
@FunctionalInterface
public interface ErrorFrames {
  /** The text of an {@code error} frame. */
  String error(String code, String message);
}
