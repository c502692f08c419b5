package dev.offing.server.gateway;

import java.nio.charset.StandardCharsets;

/**
 * A frame on its way out, by what may happen to it when the reader is slow. Bytes are UTF-8 and
 * shared between the readers of one event: nobody changes them.
 */
public sealed interface Outbound {
  /** The frame itself. */
  byte[] bytes();

  /** Never dropped: answers, positions, notices. A reader that cannot take them is closed. */
  record Important(byte[] bytes) implements Outbound {}

  /** The newest one counts: an older one that still waits is replaced. */
  record Tick(byte[] bytes) implements Outbound {}

  /**
   * Dropped when too much chat waits; then the mark goes out in the place of all that was dropped,
   * and the reader asks the room for what it missed.
   *
   * @param room to which it belongs
   * @param gapMark the frame that tells of the gap
   */
  record Chat(String room, byte[] bytes, byte[] gapMark) implements Outbound {}

  /** A frame that is never dropped. */
  static Outbound important(String json) {
    return new Important(json.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame that a newer one replaces. */
  static Outbound tick(String json) {
    return new Tick(json.getBytes(StandardCharsets.UTF_8));
  }
}
