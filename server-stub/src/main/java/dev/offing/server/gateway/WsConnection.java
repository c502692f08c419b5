package dev.offing.server.gateway;

import dev.offing.server.cluster.Lane;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocketImpl;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client.
 *
 * <p>The library's outgoing queue knows no bound and does not say when it is empty. So only {@link
 * #IN_LIBRARY} bytes are handed to it at a time; {@link CountingChannel} reports what the socket
 * took, and then more follows from {@link OutboundQueue}, where the policy for slow readers is.
 */
final class WsConnection implements Connection {
  /** Enough to keep a socket busy, little enough to decide late what is worth sending. */
  private static final int IN_LIBRARY = 64 * 1_024;

  /**
   * Received bytes that may wait for the handler; a client that waits for answers never has so
   * many.
   */
  private static final int MOST_INBOUND_BYTES = 1 << 20;

  private final long id;
  private final WebSocketImpl socket;
  private final InetAddress remote;
  private final Lane lane;
  private final AtomicLong inboundBytes = new AtomicLong();
  private final long connectedAtNanos;

  /** Guarded by {@code this}. */
  private final OutboundQueue outbound;

  /** Guarded by {@code this}; bytes that the library was given and the socket has not taken. */
  private long inLibrary;

  /** Used by the library's thread of this connection. */
  private final TokenBucket frames;

  private volatile @Nullable ConnectionHandler handler;
  private volatile String dialledHost = "";
  private volatile boolean proved;
  private volatile long closeByNanos = Long.MAX_VALUE;
  private boolean gone;

  WsConnection(long id, WebSocketImpl socket, InetAddress remote, Limits limits, long nowNanos) {
    this.id = id;
    this.socket = socket;
    this.remote = remote;
    this.lane = new Lane("connection-" + id);
    this.connectedAtNanos = nowNanos;
    this.outbound = new OutboundQueue(limits.outboundBytes(), limits.chatBytes());
    this.frames = new TokenBucket(limits.framesPerSecond(), limits.framesBurst(), nowNanos);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public InetAddress remote() {
    return remote;
  }

  @Override
  public String dialledHost() {
    return dialledHost;
  }

  @Override
  public void send(Outbound frame) {
    boolean fits;
    synchronized (this) {
      if (gone) {
        return;
      }
      fits = outbound.offer(frame);
      if (!fits) {
        outbound.clear();
      }
    }
    if (fits) {
      pump();
    } else {
      close(CloseCode.TRY_LATER, "too slow a reader");
    }
  }

  @Override
  public synchronized boolean idle() {
    return outbound.isEmpty() && !socket.hasBufferedData();
  }

  @Override
  public void proved(int frameBytes) {
    proved = true;
    if (socket.getDraft() instanceof BoundedDraft draft) {
      draft.bound(frameBytes);
    }
  }

  @Override
  public void close(int code, String reason) {
    pump();
    socket.close(code, reason);
    closeByNanos = Math.min(closeByNanos, System.nanoTime() + WebSocketGateway.CLOSE_GRACE_NANOS);
  }

  @Override
  public boolean open() {
    return socket.isOpen();
  }

  Lane lane() {
    return lane;
  }

  /** The handshake is done. */
  void opened(String host, ConnectionHandler to) {
    dialledHost = host.toLowerCase(Locale.ROOT);
    handler = to;
    lane.execute(to::opened);
  }

  /** Whether its handler was told of it. */
  boolean accepted() {
    return handler != null;
  }

  boolean takeFrameToken(long nowNanos) {
    return frames.take(nowNanos);
  }

  /** Hands a frame to the handler; false when too many wait. */
  boolean received(String text) {
    ConnectionHandler to = handler;
    if (to == null) {
      return true;
    }
    int size = 2 * text.length();
    if (inboundBytes.addAndGet(size) > MOST_INBOUND_BYTES) {
      return false;
    }
    lane.execute(() -> {
      try {
        to.frame(text);
      } finally {
        inboundBytes.addAndGet(-size);
      }
    });
    return true;
  }

  /** The socket is closed. */
  void gone() {
    ConnectionHandler to = handler;
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
      outbound.clear();
    }
    if (to != null) {
      lane.execute(to::closed);
    }
  }

  /** Whether it had its time to authenticate, or to close. */
  boolean overdue(long nowNanos, long authTimeoutNanos) {
    return (!proved && nowNanos - connectedAtNanos > authTimeoutNanos)
        || (closeByNanos != Long.MAX_VALUE && nowNanos - closeByNanos > 0);
  }

  boolean closing() {
    return closeByNanos != Long.MAX_VALUE;
  }

  /** Whether its handshake was refused and the refusal is on its way. */
  boolean refused() {
    return socket.isFlushAndClose() && !socket.hasBufferedData();
  }

  void cut(int code, String reason) {
    socket.closeConnection(code, reason);
  }

  /** The socket took bytes; called by the library's selector thread. */
  void written(int bytes) {
    synchronized (this) {
      inLibrary -= bytes;
    }
    pump();
  }

  /**
   * The library may forget that it has something to write, when one thread adds to its queue at the
   * moment in which its selector finds the queue empty, and what TLS made of it may wait behind an
   * empty queue. This reminds it.
   */
  void remind() {
    SelectionKey key = socket.getSelectionKey();
    boolean waits =
        socket.hasBufferedData()
            || (socket.getChannel() instanceof CountingChannel channel && channel.isNeedWrite());
    if (waits && key != null && key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) == 0) {
      socket.getWebSocketListener().onWriteDemand(socket);
    }
  }

  private void pump() {
    boolean given = false;
    synchronized (this) {
      if (!socket.hasBufferedData()) {
        inLibrary = 0; // the library's own control frames are not counted in, so begin anew
      }
      while (!gone && inLibrary < IN_LIBRARY && socket.isOpen()) {
        Frame next = outbound.poll();
        if (next == null) {
          break;
        }
        // As the library does it, but for its copy of what is the same for everybody.
        ByteBuffer encoded = next.webSocket();
        inLibrary += encoded.remaining();
        socket.outQueue.add(encoded);
        given = true;
      }
    }
    if (given) {
      socket.getWebSocketListener().onWriteDemand(socket);
    }
  }
}
