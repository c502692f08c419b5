package dev.offing.server.gateway;

/** Why a connection is closed (RFC 6455, 7.4.1 and its registry). */
public final class CloseCode {
  /** The node stops; connect to it or to another one again. */
  public static final int GOING_AWAY = 1001;

  /** Not WebSocket. */
  public static final int PROTOCOL = 1002;

  /** A binary frame. */
  public static final int UNSUPPORTED = 1003;

  /** Not UTF-8, or not a message. */
  public static final int MALFORMED = 1007;

  /** A message that is not allowed here; the error frame before it tells which and why. */
  public static final int POLICY = 1008;

  /** A frame beyond the bound. */
  public static final int TOO_BIG = 1009;

  /** Our mistake. */
  public static final int INTERNAL = 1011;

  /** Too many clients, or a reader that does not keep up; try later. */
  public static final int TRY_LATER = 1013;

  private CloseCode() {}
}
