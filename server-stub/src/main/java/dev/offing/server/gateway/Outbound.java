package dev.offing.server.gateway;

import java.util.function.Supplier;

/** A frame on its way out, by what may happen to it when the reader is slow. */
public sealed interface Outbound {
  /** Never dropped: answers, positions, notices. A reader that cannot take them is closed. */
  record Important(String json) implements Outbound {}

  /**
   * The newest one of its key counts: an older one that still waits is replaced, and all of them
   * wait behind everything else.
   */
  record Latest(String key, String json) implements Outbound {}

  /**
   * Dropped when too much chat waits; then one mark goes out in the place of all that was dropped.
   *
   * @param room to which it belongs
   * @param gapMark makes the frame that stands for everything up to and including this one
   */
  record Chat(String room, String json, Supplier<String> gapMark) implements Outbound {}
}
