package dev.offing.simulator.proxy;

import dev.offing.simulator.world.Dice;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes text messages of one frame (RFC 6455). */
final class FrameWriter {
  private static final int FIN_TEXT = 0x81;
  private static final int MASK_BIT = 0x80;
  private static final int MOST_SHORT = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MOST_HEAD = 14;

  private FrameWriter() {}

  /**
   * One message.
   *
   * @param mask the dice for its mask, as a client's messages have one; null for a server's
   */
  static byte[] text(byte[] payload, @Nullable Dice mask) {
    ByteBuffer out = ByteBuffer.allocate(MOST_HEAD + payload.length);
    int bit = mask == null ? 0 : MASK_BIT;
    out.put((byte) FIN_TEXT);
    if (payload.length <= MOST_SHORT) {
      out.put((byte) (bit | payload.length));
    } else if (payload.length <= Character.MAX_VALUE) {
      out.put((byte) (bit | TWO_BYTES)).putChar((char) payload.length);
    } else {
      out.put((byte) (bit | EIGHT_BYTES)).putLong(payload.length);
    }
    byte[] key = new byte[4];
    if (mask != null) {
      mask.nextBytes(key);
      out.put(key);
    }
    for (int i = 0; i < payload.length; i++) {
      out.put((byte) (payload[i] ^ key[i & 3]));
    }
    byte[] frame = new byte[out.position()];
    out.flip().get(frame);
    return frame;
  }
}
