package dev.offing.server.action;

/** An action has no answer; the code and the message are for the client. */
public final class ActionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** With a code of docs/protocol. */
  public ActionException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The code. */
  public String code() {
    return code;
  }
}
