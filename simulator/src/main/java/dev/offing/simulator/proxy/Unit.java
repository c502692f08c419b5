package dev.offing.simulator.proxy;

import java.nio.charset.StandardCharsets;

/**
 * What a pump moves in one go: a whole message with all its frames, a control frame, or a stretch
 * of bytes that is neither.
 *
 * @param raw the bytes exactly as they came
 * @param type what it is, see {@link Rule#type}
 * @param payload a text message's bytes, unmasked and joined; otherwise empty
 * @param rest how many bytes, unread yet, belong to it; above 0 only if it is too large to keep
 * @param whole whether rules may look at it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each megabyte would be waste
record Unit(byte[] raw, String type, byte[] payload, long rest, boolean whole) {

  private static final byte[] NOTHING = {};

  /** A control frame, or a message that says nothing of its type. */
  static Unit of(byte[] raw, String type) {
    return new Unit(raw, type, NOTHING, /* rest= */ 0, /* whole= */ true);
  }

  /** A text message. */
  static Unit of(byte[] raw, String type, byte[] payload) {
    return new Unit(raw, type, payload, /* rest= */ 0, /* whole= */ true);
  }

  /** Bytes that only go through. */
  static Unit opaque(byte[] raw, long rest) {
    return new Unit(raw, CuttingProxy.UNTYPED, NOTHING, rest, /* whole= */ false);
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
