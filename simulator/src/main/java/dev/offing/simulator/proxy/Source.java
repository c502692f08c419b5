package dev.offing.simulator.proxy;

import java.io.IOException;
import java.io.InputStream;

/**
 * A buffered stream that knows what it has at hand. Unlike the ones of the JDK it never waits for
 * more while it still has some. Not thread-safe.
 */
final class Source extends InputStream {

  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  Source(InputStream in) {
    this.in = in;
  }

  /** Whether the next read has to wait for the peer. */
  boolean empty() {
    return position == limit;
  }

  /** Waits for the next byte, without taking it; false at the end of the stream. */
  boolean more() throws IOException {
    if (empty()) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return !empty();
  }

  /** Takes some of what is at hand. */
  @FunctionalInterface
  interface Taker {
    /**
     * @return the first byte that it did not take
     */
    int take(byte[] bytes, int from, int to);
  }

  /**
   * Hands out what is at hand, without a copy.
   *
   * @return how many bytes were taken
   */
  int hand(Taker taker) {
    int before = position;
    position = taker.take(buffer, position, limit);
    return position - before;
  }

  @Override
  public int read() throws IOException {
    return more() ? buffer[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }
}
