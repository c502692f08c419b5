package dev.offing.sync.protocol;

/** A frame or file that is not what the protocol says. The message is fit for a person. */
public final class ProtocolException extends RuntimeException {
  /** Not JSON, a wrong type, a missing, unknown or impossible value. */
  public static final String MALFORMED = "malformed";

  /** A {@code type} that this side does not know. */
  public static final String UNKNOWN_TYPE = "unknown_type";

  /** Larger, deeper or longer than allowed. */
  public static final String TOO_LARGE = "too_large";

  private final String code;

  /** With one of the codes of docs/protocol. */
  public ProtocolException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The code of docs/protocol. */
  public String code() {
    return code;
  }
}
