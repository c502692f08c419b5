package dev.offing.server.gateway;

import dev.offing.sync.protocol.Bounds;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;

/**
 * WebSocket with a bound that grows when the client has proved who it is. The library's own bound
 * is fixed and is the larger one; this one is checked where the library is about to make room for a
 * frame, hence before a byte of it is kept, and over the sum of a message's fragments.
 */
final class BoundedDraft extends Draft_6455 {
  static final int BEFORE_PROVE = 8 * 1_024;

  /** The most that anything raises it to. */
  static final int MOST = Bounds.HEAL_FRAME_BYTES;

  /** A frame's head: two bytes, eight of length, four of mask. */
  private static final int HEAD = 14;

  private volatile int bound = BEFORE_PROVE;
  private long fragmentsBytes;

  BoundedDraft() {
    super(List.of(), MOST);
  }

  void bound(int bytes) {
    bound = bytes;
  }

  @Override
  public Draft copyInstance() {
    return new BoundedDraft();
  }

  @Override
  public int checkAlloc(int bytes) throws InvalidDataException {
    if (bytes > bound + HEAD) {
      throw new LimitExceededException("frame over " + bound + " bytes", bound);
    }
    return super.checkAlloc(bytes);
  }

  @Override
  public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
    Opcode opcode = frame.getOpcode();
    if (opcode == Opcode.TEXT || opcode == Opcode.CONTINUOUS) {
      fragmentsBytes += frame.getPayloadData().remaining();
      if (fragmentsBytes > bound) {
        throw new LimitExceededException("message over " + bound + " bytes", bound);
      }
      if (frame.isFin()) {
        fragmentsBytes = 0;
      }
    }
    super.processFrame(socket, frame);
  }

  // The library compares drafts by their extensions; a draft with a bound of its own is only
  // itself.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
