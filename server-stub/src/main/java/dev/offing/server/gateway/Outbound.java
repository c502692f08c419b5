package dev.offing.server.gateway;

import java.util.function.Supplier;

/** A frame on its way out, by what may happen to it when the reader is slow. */
public sealed interface Outbound {
  /** Never dropped: answers, positions, notices. A reader that cannot take them is closed. */
  record Important(Frame frame) implements Outbound {
    /** Of a text for one reader. */
    public Important(String json) {
      this(new Frame(json));
    }
  }

  /**
   * The newest one of its key counts: an older one that still waits is replaced, and all of them
   * wait behind everything else.
   */
  record Latest(String key, Frame frame) implements Outbound {
    /** Of a text for one reader. */
    public Latest(String key, String json) {
      this(key, new Frame(json));
    }
  }

  /**
   * Dropped when too much chat waits; then one mark goes out in the place of all that was dropped.
   *
   * @param room to which it belongs
   * @param gapMark makes the frame that stands for everything up to and including this one
   */
  record Chat(String room, Frame frame, Supplier<String> gapMark) implements Outbound {
    /** Of a text for one reader. */
    public Chat(String room, String json, Supplier<String> gapMark) {
      this(room, new Frame(json), gapMark);
    }
  }

  /**
   * A room as it is now: never dropped. What is dropped of the room after it has a mark of its own,
   * so that the two do not change places.
   */
  record Entered(String room, Frame frame) implements Outbound {}
}
