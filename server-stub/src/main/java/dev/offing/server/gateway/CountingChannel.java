package dev.offing.server.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.function.IntConsumer;
import org.java_websocket.WrappedByteChannel;

/**
 * A socket that tells how much was written, since the library's own queue is unbounded and silent,
 * that bounds what is read before the WebSocket handshake is done, and that tells of its end also
 * when that handshake never was. Over TLS it counts what is inside. Used by the library's threads.
 */
final class CountingChannel implements ByteChannel, WrappedByteChannel {
  /** A request line and headers; the first frame may come with them. */
  private static final int MOST_BEFORE_OPEN = 24 * 1_024;

  private final ByteChannel socket;
  private final IntConsumer onWritten;
  private final Runnable onClosed;
  private long read;
  private volatile boolean opened;

  CountingChannel(ByteChannel socket, IntConsumer onWritten, Runnable onClosed) {
    this.socket = socket;
    this.onWritten = onWritten;
    this.onClosed = onClosed;
  }

  /** The handshake is done. */
  void opened() {
    opened = true;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int got = socket.read(into);
    read += Math.max(0, got);
    if (!opened && read > MOST_BEFORE_OPEN) {
      throw new IOException(
          "more than " + MOST_BEFORE_OPEN + " bytes before the handshake was done");
    }
    return got;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = socket.write(from);
    if (written > 0) { // what TLS wrapped it in does not count
      onWritten.accept(written);
    }
    return written;
  }

  @Override
  public boolean isNeedWrite() {
    return socket instanceof TlsChannel tls && tls.writes();
  }

  @Override
  public void writeMore() throws IOException {
    if (socket instanceof TlsChannel tls) {
      tls.writeMore();
    }
  }

  @Override
  public boolean isNeedRead() {
    return socket instanceof TlsChannel tls && tls.reads();
  }

  @Override
  public int readMore(ByteBuffer into) throws IOException {
    return read(into);
  }

  @Override
  public boolean isBlocking() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    try {
      onClosed.run();
    } finally {
      socket.close();
    }
  }
}
