package dev.offing.server.room;

/** A room does not take somebody, or a line; the message says why, to a person. */
public final class RoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * A refusal.
   *
   * @param code for programs; it stands in docs/protocol
   */
  public RoomException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** For programs. */
  public String code() {
    return code;
  }
}
