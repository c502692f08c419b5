package dev.offing.simulator.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The head of an HTTP message on its way through: forwarded as it comes, and remembered. */
final class HttpHead {

  static final int MAX_BYTES = 64 << 10;

  private static final String END = "\r\n\r\n";
  private static final Pattern UPGRADE =
      Pattern.compile("^upgrade:[ \t]*websocket", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern SWITCHING = Pattern.compile("^HTTP/1\\.1 101\\b");

  private HttpHead() {}

  /** Takes the first {@code length} bytes. */
  interface Sink {
    void write(byte[] bytes, int length);
  }

  /**
   * Forwards bytes up to the end of a head, none later than it must.
   *
   * @param onHead given the whole head before its last bytes are forwarded
   * @return false if there was none: the stream ended, or what comes is no HTTP or an endless head
   */
  static boolean pass(Source in, Sink out, Consumer<String> onHead) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteArrayOutputStream due = new ByteArrayOutputStream();
    int matched = 0;
    while (head.length() < MAX_BYTES && in.more()) {
      int b = in.read();
      due.write(b);
      head.append((char) b);
      matched = b == END.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      boolean ended = matched == END.length();
      if (ended) {
        onHead.accept(head.toString());
      }
      if (ended || in.empty()) {
        out.write(due.toByteArray(), due.size());
        due.reset();
      }
      if (ended) {
        return true;
      }
      if (!couldBeHttp(head)) {
        // What came in one piece leaves in one piece.
        due.writeBytes(in.readNBytes(in.available()));
        break;
      }
    }
    out.write(due.toByteArray(), due.size());
    return false;
  }

  /** Whether this request asks to speak WebSocket. */
  static boolean asksToUpgrade(String head) {
    return UPGRADE.matcher(head).find();
  }

  /** Whether this response agrees. */
  static boolean upgrades(String head) {
    return SWITCHING.matcher(head).find();
  }

  /** A request line or a status line begins with an upper case letter. */
  private static boolean couldBeHttp(StringBuilder start) {
    return start.charAt(0) >= 'A' && start.charAt(0) <= 'Z';
  }
}
