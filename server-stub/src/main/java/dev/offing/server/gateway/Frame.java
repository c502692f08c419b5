package dev.offing.server.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text on its way out, encoded once and shared by all who are sent it. Nothing in it changes;
 * safe for use by many threads.
 */
public final class Frame {
  private static final int FINAL_TEXT = 0x81;
  private static final int SHORT_MOST = 125;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;
  private static final int LONG_HEADER = 10;

  private final byte[] bytes;
  private volatile @Nullable ByteBuffer webSocket;

  /** Encodes it. */
  public Frame(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Its bytes in UTF-8, which nobody changes. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes in UTF-8. */
  public int length() {
    return bytes.length;
  }

  /**
   * As RFC 6455 has it on its way from a server: not masked, hence the same for everybody. To be
   * read alone; its position is the caller's own.
   */
  ByteBuffer webSocket() {
    ByteBuffer made = webSocket;
    if (made == null) {
      made = made();
      webSocket = made;
    }
    return made.duplicate();
  }

  private ByteBuffer made() {
    ByteBuffer frame = ByteBuffer.allocate(LONG_HEADER + bytes.length);
    frame.put((byte) FINAL_TEXT);
    if (bytes.length <= SHORT_MOST) {
      frame.put((byte) bytes.length);
    } else if (bytes.length < 1 << Short.SIZE) {
      frame.put((byte) SIXTEEN_BITS).putShort((short) bytes.length);
    } else {
      frame.put((byte) SIXTY_FOUR_BITS).putLong(bytes.length);
    }
    return frame.put(bytes).flip();
  }
}
