package dev.offing.server.redis;

/**
 * Redis did not answer, or refused. Whether the command acted is unknown: the connection may have
 * been lost on the way there or on the way back. The caller drops what it cached and asks again
 * (docs/design/sync.md 4.8); nothing is ever replayed by the driver.
 */
public final class RedisUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure of which the cause is told in the message. */
  public RedisUnavailable(String message) {
    super(message);
  }

  /** A failure of the driver. */
  public RedisUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
