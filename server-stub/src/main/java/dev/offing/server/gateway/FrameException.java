package dev.offing.server.gateway;

import java.io.IOException;

/** What came is no frame. The message is for the client. */
public final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int closeCode;

  private FrameException(String code, String message, int closeCode) {
    super(message);
    this.code = code;
    this.closeCode = closeCode;
  }

  /** It is longer than it may be. */
  public static FrameException tooLarge(int mostBytes) {
    return new FrameException(
        "too_large", "a frame has at most %,d bytes here".formatted(mostBytes), CloseCode.TOO_BIG);
  }

  /** It is not what the protocol says; the message says why. */
  public static FrameException malformed(String message) {
    return new FrameException("malformed", message, CloseCode.MALFORMED);
  }

  String code() {
    return code;
  }

  int closeCode() {
    return closeCode;
  }
}
