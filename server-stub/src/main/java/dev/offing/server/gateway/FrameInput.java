package dev.offing.server.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A buffered stream that knows when a frame began and when something came last. Read by one thread.
 */
final class FrameInput extends InputStream {
  private static final int BUFFER = 8 * 1_024;
  private static final long NONE = Long.MAX_VALUE;

  private final InputStream in;
  private final LongSupplier nanos;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;

  /** Read by the sweep. */
  private volatile long beganAt = NONE;

  private volatile long heardAt;

  FrameInput(InputStream in, LongSupplier nanos) {
    this.in = in;
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong();
  }

  @Override
  public int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    begun();
    return buffer[next++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == end && !fill()) {
      return -1;
    }
    begun();
    int got = Math.min(length, end - next);
    System.arraycopy(buffer, next, into, from, got);
    next += got;
    return got;
  }

  private boolean fill() throws IOException {
    int got = in.read(buffer);
    next = 0;
    end = Math.max(0, got);
    heardAt = nanos.getAsLong();
    return got > 0;
  }

  private void begun() {
    if (beganAt == NONE) {
      beganAt = nanos.getAsLong();
    }
  }

  /** A frame is read to its end, and was answered. */
  void ended() {
    beganAt = NONE;
    heardAt = nanos.getAsLong();
  }

  /** Whether a frame has been on its way for longer than this. */
  boolean isSlow(long nowNanos, long mostNanos) {
    long began = beganAt;
    return began != NONE && nowNanos - began > mostNanos;
  }

  /** Whether nothing came for longer than this. */
  boolean isSilent(long nowNanos, long mostNanos) {
    return nowNanos - heardAt > mostNanos;
  }
}
