package dev.offing.server.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * TLS over a socket that does not block, used by the library's one selector thread. The library has
 * one of its own, which keeps that thread busy as long as a client takes its time with its
 * handshake.
 */
final class TlsChannel implements ByteChannel {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteChannel socket;
  private final SSLEngine engine;

  /** Ready to be filled between calls. */
  private final ByteBuffer netIn;

  /** Ready to be taken from between calls, as the others. */
  private final ByteBuffer netOut;

  private final ByteBuffer plain;
  private boolean starved = true;

  TlsChannel(ByteChannel socket, SSLEngine engine) {
    this.socket = socket;
    this.engine = engine;
    engine.setUseClientMode(false);
    this.netIn = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.netOut = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    while (true) {
      if (plain.hasRemaining()) {
        return transfer(into);
      }
      flush();
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> work();
        case NEED_WRAP -> {
          if (netOut.hasRemaining()) {
            return 0; // it goes on when the socket takes that
          }
          wrap(NOTHING);
        }
        default -> {
          int got = unwrap();
          if (got <= 0) {
            return got;
          }
        }
      }
    }
  }

  /** 1 to go on, 0 when more has to come first, -1 at the end. */
  private int unwrap() throws IOException {
    netIn.flip();
    plain.clear();
    SSLEngineResult result;
    try {
      result = engine.unwrap(netIn, plain);
    } finally {
      netIn.compact();
      plain.flip();
    }
    return switch (result.getStatus()) {
      case CLOSED -> plain.hasRemaining() ? 1 : -1;
      case BUFFER_UNDERFLOW -> {
        int got = socket.read(netIn);
        starved = got <= 0;
        yield Integer.signum(got);
      }
      default -> {
        starved = netIn.position() == 0;
        yield 1;
      }
    };
  }

  private int transfer(ByteBuffer into) {
    int size = Math.min(plain.remaining(), into.remaining());
    into.put(into.position(), plain, plain.position(), size);
    into.position(into.position() + size);
    plain.position(plain.position() + size);
    return size;
  }

  private void work() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Of {@code from} as much as the socket takes, and a little more. */
  @Override
  public synchronized int write(ByteBuffer from) throws IOException {
    int before = from.remaining();
    while (from.hasRemaining() && flush()) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
        break; // nobody has asked for anything yet
      }
      wrap(from);
    }
    flush();
    return before - from.remaining();
  }

  private void wrap(ByteBuffer from) throws IOException {
    netOut.clear();
    try {
      SSLEngineResult result = engine.wrap(from, netOut);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
        throw new IOException("the connection is closed");
      }
    } finally {
      netOut.flip();
    }
    flush();
  }

  /** Whether the socket took all. */
  private boolean flush() throws IOException {
    if (netOut.hasRemaining()) {
      socket.write(netOut);
    }
    return !netOut.hasRemaining();
  }

  /** Whether the socket has not taken all. */
  synchronized boolean writes() {
    return netOut.hasRemaining();
  }

  synchronized void writeMore() throws IOException {
    flush();
  }

  /** Whether something can be read that the socket does not tell of. */
  synchronized boolean reads() {
    return plain.hasRemaining() || !starved;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      engine.closeOutbound();
      try {
        if (!netOut.hasRemaining()) {
          wrap(NOTHING);
        }
      } catch (IOException _) {
        // the other side sees the end of the socket
      }
    }
    socket.close();
  }
}
