package dev.offing.simulator.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 6455 frames and joins them to {@linkplain Unit units}. It judges nothing: what breaks
 * the RFC is handed on as it came, for the receiver to refuse. Not thread-safe.
 *
 * <pre>
 *   byte 0   FIN RSV1 RSV2 RSV3 opcode(4)
 *   byte 1   MASK length(7): up to 125, or 126: 2 bytes follow, or 127: 8 bytes follow
 *   [mask]   4 bytes, if MASK
 *   payload
 * </pre>
 */
final class UnitReader {

  /** A message of 1 MB (docs/design/sync.md 5.3) with room for the heads of its frames. */
  static final int MAX_UNIT_BYTES = (1 << 20) + (64 << 10);

  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int FIRST_CONTROL = 0x8;
  private static final int CONTROL_CLOSE = 0x8;
  private static final int CONTROL_PING = 0x9;
  private static final int CONTROL_PONG = 0xA;
  private static final int MAX_CONTROL_BYTES = 125;

  private static final int FIN_BIT = 0x80;
  private static final int RSV_BITS = 0x70;
  private static final int OPCODE_BITS = 0x0F;
  private static final int MASK_BIT = 0x80;
  private static final int LENGTH_BITS = 0x7F;

  private final InputStream in;

  /** The frames of the message that is not complete yet, and its unmasked payload. */
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

  /** Whether the message began as plain text and kept to the rules since. */
  private boolean readable;

  /** Whether the rest of a message that grew too large goes through frame by frame. */
  private boolean loose;

  /** What is due after the unit just returned. */
  private @Nullable Unit next;

  UnitReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next unit; null at the end of the stream. A unit with a {@code rest} must be read to its
   * end from the stream before the next call.
   */
  @Nullable Unit next() throws IOException {
    while (true) {
      if (next != null) {
        Unit due = next;
        next = null;
        return due;
      }
      Head head = Head.read(in);
      if (head == null) {
        return raw.size() == 0 ? null : Unit.opaque(takeRaw(), /* rest= */ 0);
      }
      Unit unit = head.broken() ? through(head) : frame(head);
      if (unit != null) {
        return unit;
      }
    }
  }

  /** Whether the next byte begins a message, and nothing is due before it. */
  boolean between() {
    return raw.size() == 0 && next == null && !loose;
  }

  private @Nullable Unit frame(Head head) throws IOException {
    boolean control = head.opcode() >= FIRST_CONTROL;
    boolean keep =
        control
            ? head.length() >= 0 && head.length() <= MAX_CONTROL_BYTES
            : !loose && head.length() >= 0 && raw.size() + head.length() <= MAX_UNIT_BYTES;
    if (!keep) {
      return through(head);
    }
    byte[] body = in.readNBytes((int) head.length());
    if (body.length < head.length()) {
      raw.writeBytes(head.bytes());
      raw.writeBytes(body);
      return Unit.opaque(takeRaw(), /* rest= */ 0);
    }
    return control ? control(head, body) : data(head, body);
  }

  /** Lets a frame through that is too large, part of something too large, or broken. */
  private Unit through(Head head) {
    if (head.opcode() < FIRST_CONTROL) {
      loose = !head.fin();
    }
    raw.writeBytes(head.bytes());
    // A length with its highest bit set is nonsense: everything to the end belongs to it.
    long rest = head.broken() ? 0 : head.length() < 0 ? Long.MAX_VALUE : head.length();
    return Unit.opaque(takeRaw(), rest);
  }

  private Unit control(Head head, byte[] body) {
    Unit unit = Unit.of(head.with(body), controlType(head));
    if (head.opcode() == CONTROL_CLOSE && raw.size() > 0) {
      // Nothing of the unfinished message may come after the close.
      next = unit;
      return Unit.opaque(takeRaw(), /* rest= */ 0);
    }
    return unit;
  }

  private @Nullable Unit data(Head head, byte[] body) {
    boolean first = raw.size() == 0;
    boolean legal = first == (head.opcode() != CONTINUATION);
    readable = legal && (first ? head.opcode() == TEXT && !head.extended() : readable);
    raw.writeBytes(head.bytes());
    raw.writeBytes(body);
    head.unmask(body);
    payload.writeBytes(body);
    if (!head.fin()) {
      return null;
    }
    byte[] text = payload.toByteArray();
    byte[] bytes = takeRaw();
    return readable
        ? Unit.of(bytes, MessageType.of(text), text)
        : Unit.of(bytes, CuttingProxy.UNTYPED);
  }

  private byte[] takeRaw() {
    byte[] bytes = raw.toByteArray();
    raw.reset();
    payload.reset();
    return bytes;
  }

  private static String controlType(Head head) {
    return switch (head.opcode()) {
      case CONTROL_CLOSE -> CuttingProxy.CLOSE;
      case CONTROL_PING -> CuttingProxy.PING;
      case CONTROL_PONG -> CuttingProxy.PONG;
      default -> CuttingProxy.UNTYPED;
    };
  }

  /**
   * A frame's head.
   *
   * @param bytes as they came
   * @param length of the payload; meaningless if broken
   * @param broken whether the stream ended within it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(byte[] bytes, long length, boolean broken) {

    static @Nullable Head read(InputStream in) throws IOException {
      byte[] start = in.readNBytes(2);
      if (start.length == 0) {
        return null;
      }
      if (start.length < 2) {
        return new Head(start, 0, /* broken= */ true);
      }
      int shortLength = start[1] & LENGTH_BITS;
      int lengthBytes = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
      int more = lengthBytes + ((start[1] & MASK_BIT) != 0 ? 4 : 0);
      byte[] tail = in.readNBytes(more);
      byte[] bytes = join(start, tail);
      if (tail.length < more) {
        return new Head(bytes, 0, /* broken= */ true);
      }
      long length = lengthBytes == 0 ? shortLength : 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = (length << 8) | (tail[i] & 0xFF);
      }
      return new Head(bytes, length, /* broken= */ false);
    }

    boolean fin() {
      return (bytes[0] & FIN_BIT) != 0;
    }

    int opcode() {
      return bytes[0] & OPCODE_BITS;
    }

    /** Whether an extension (compression) changed the payload, or may have. */
    boolean extended() {
      return (bytes[0] & RSV_BITS) != 0;
    }

    byte[] with(byte[] body) {
      return join(bytes, body);
    }

    void unmask(byte[] body) {
      if ((bytes[1] & MASK_BIT) == 0) {
        return;
      }
      int mask = bytes.length - 4;
      for (int i = 0; i < body.length; i++) {
        body[i] ^= bytes[mask + (i & 3)];
      }
    }

    private static byte[] join(byte[] a, byte[] b) {
      byte[] both = new byte[a.length + b.length];
      System.arraycopy(a, 0, both, 0, a.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }
  }
}
