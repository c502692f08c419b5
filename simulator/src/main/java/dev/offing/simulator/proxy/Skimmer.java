package dev.offing.simulator.proxy;

/**
 * Follows RFC 6455 frames without looking into them, so that bytes which nobody wants to judge pass
 * in large pieces and it is still known where a message ends. Not thread-safe.
 */
final class Skimmer {
  private static final int MOST_HEAD = 14;
  private static final int FIN_BIT = 0x80;
  private static final int OPCODE_BITS = 0x0F;
  private static final int FIRST_CONTROL = 0x8;
  private static final int MASK_BIT = 0x80;
  private static final int LENGTH_BITS = 0x7F;

  /** The head of a frame as far as it has come. */
  private final byte[] head = new byte[MOST_HEAD];

  private int headBytes;

  /** Bytes of the frame's payload that have not come yet. */
  private long left;

  /** Whether more frames of the message follow. */
  private boolean unfinished;

  /** Whether the next byte begins a message. */
  boolean between() {
    return left == 0 && headBytes == 0 && !unfinished;
  }

  /**
   * Goes over bytes.
   *
   * @param stop whether to go no further than the end of the message
   * @return the first byte that it did not go over
   */
  int over(byte[] bytes, int from, int to, boolean stop) {
    int at = from;
    while (at < to && !(stop && between())) {
      if (left > 0) {
        int count = (int) Math.min(left, to - at);
        left -= count;
        at += count;
      } else {
        head[headBytes++] = bytes[at++];
        if (headBytes >= 2 && headBytes == headLength()) {
          begin();
        }
      }
    }
    return at;
  }

  private int lengthBytes() {
    int shortLength = head[1] & LENGTH_BITS;
    return shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
  }

  private int headLength() {
    return 2 + lengthBytes() + ((head[1] & MASK_BIT) != 0 ? 4 : 0);
  }

  private void begin() {
    long length = lengthBytes() == 0 ? head[1] & LENGTH_BITS : 0;
    for (int i = 0; i < lengthBytes(); i++) {
      length = (length << 8) | (head[2 + i] & 0xFF);
    }
    // A length with its highest bit set is nonsense: everything to the end belongs to it.
    left = length < 0 ? Long.MAX_VALUE : length;
    if ((head[0] & OPCODE_BITS) < FIRST_CONTROL) {
      unfinished = (head[0] & FIN_BIT) == 0;
    }
    headBytes = 0;
  }
}
