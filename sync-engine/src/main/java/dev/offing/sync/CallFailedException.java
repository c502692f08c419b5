package dev.offing.sync;

/** A call of an action that was not answered with a result. */
public final class CallFailedException extends RuntimeException {
  private final String code;

  CallFailedException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The code of docs/protocol; {@code offline} where there was no connection. */
  public String code() {
    return code;
  }
}
