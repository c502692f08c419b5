package dev.offing.server.testkit;

import java.io.IOException;

/** A client of one protocol, as the contract of all protocols wants it. */
public interface Door {
  /** As it stands in test names and in the ready line: {@code ws}, {@code http}, {@code tcp}. */
  String protocol();

  /** Whether what it sends and hears is JSON, so that its answers are the same to the byte. */
  default boolean speaksJson() {
    return true;
  }

  /**
   * Calls an action in a connection of its own that begins with a token.
   *
   * @param call the frame {@code call} as JSON
   * @return the frame {@code reply} as JSON, or {@code error} where the call is no frame
   */
  String call(TestStub stub, String token, Call call) throws IOException;

  /**
   * A call.
   *
   * @param params JSON text
   */
  record Call(String id, String action, int version, String params) {
    /** The frame. */
    public String frame() {
      return "{\"type\":\"call\",\"id\":\"%s\",\"action\":\"%s\",\"version\":%d,\"params\":%s}"
          .formatted(id, action, version, params);
    }
  }

  /** Whether a frame answers a call. */
  static boolean answers(String frame) {
    return frame.startsWith("{\"type\":\"reply\"") || frame.startsWith("{\"type\":\"error\"");
  }

  /** The frame that begins a connection with a token. */
  static String token(String token) {
    return "{\"token\":\"%s\"}".formatted(token);
  }
}
