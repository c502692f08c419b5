package dev.offing.server.gateway;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client on a stream. One virtual thread reads and handles a frame before it reads the next one,
 * so that a client that is too fast waits in its own socket; another one writes while there is
 * something to write.
 */
final class StreamConnection implements Connection {
  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);
  private static final int BEFORE_PROVE = BoundedDraft.BEFORE_PROVE;

  /** Clients ping every few seconds. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long id;
  private final Socket raw;

  /** The same, or TLS over it. */
  private final Socket socket;

  private final Framing framing;
  private final Entrance entrance;
  private final FrameInput in;
  private final OutputStream out;
  private final TokenBucket frames;
  private final long connectedAtNanos;

  /** Guarded by {@code this}. */
  private final OutboundQueue outbound;

  /** Guarded by {@code this}. */
  private boolean writing;

  /** Guarded by {@code this}: a frame is being handled, or the end of it all. */
  private boolean working = true;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int bound = BEFORE_PROVE;
  private volatile boolean proved;
  private volatile boolean closing;
  private volatile long closeByNanos;

  StreamConnection(Entrance entrance, Socket socket, Framing framing) throws IOException {
    this.id = entrance.nextId();
    this.entrance = entrance;
    Tls tls = entrance.tls();
    this.raw = socket;
    this.socket = tls == null ? socket : tls.over(socket);
    this.framing = framing;
    this.in = new FrameInput(this.socket.getInputStream(), entrance::nanos);
    this.out = new BufferedOutputStream(this.socket.getOutputStream());
    this.connectedAtNanos = entrance.nanos();
    Limits limits = entrance.limits();
    this.outbound = new OutboundQueue(limits.outboundBytes(), limits.chatBytes());
    this.frames = new TokenBucket(limits.framesPerSecond(), limits.framesBurst(), connectedAtNanos);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public InetAddress remote() {
    return raw.getInetAddress();
  }

  @Override
  public String dialledHost() {
    return "";
  }

  @Override
  public void proved(int frameBytes) {
    bound = frameBytes;
    proved = true;
  }

  @Override
  public boolean open() {
    return !closing && !raw.isClosed();
  }

  // ---- in ---------------------------------------------------------------------------------------

  /** Serves the client until one of both has enough; for a virtual thread of its own. */
  void serve(@Nullable String refusal) {
    ConnectionHandler handler = null;
    try {
      if (refusal == null) {
        handler = entrance.handler(this);
        handler.opened();
        read(handler);
      } else {
        refuse("too_many_connections", refusal, CloseCode.TRY_LATER);
      }
      readToTheEnd();
    } catch (IOException e) {
      log.debug("connection {}: {}", id, e.toString());
    } finally {
      cut();
      if (handler != null) {
        handled(handler::closed);
      }
      idle(true);
      ended.countDown();
    }
  }

  private void read(ConnectionHandler handler) throws IOException {
    try {
      idle(true);
      while (!closing) {
        String text = framing.read(in, bound);
        if (text == null) {
          return;
        }
        if (!frames.take(entrance.nanos()) || !entrance.frame(remote())) {
          refuse("rate_limited", "too many frames; slow down", CloseCode.POLICY);
          return;
        }
        idle(false);
        handled(() -> handler.frame(text));
        in.ended();
        idle(true);
      }
    } catch (FrameException e) {
      refuse(e.code(), String.valueOf(e.getMessage()), e.closeCode());
    } finally {
      idle(false);
    }
  }

  private void handled(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("work of connection {} failed", id, e);
    }
  }

  /** A socket that is closed with something unread in it takes back what was sent last. */
  private void readToTheEnd() throws IOException {
    byte[] rest = new byte[1_024];
    while (closing && !raw.isClosed()) {
      if (in.read(rest) < 0) {
        return;
      }
    }
  }

  private synchronized void idle(boolean isIdle) {
    working = !isIdle;
    notifyAll();
  }

  /** Waits until no frame is being handled; false when the time is over first. */
  synchronized boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (working) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  /** Waits until its handler knows of its end; false when the time is over first. */
  boolean awaitEnd(long timeoutNanos) throws InterruptedException {
    return ended.await(timeoutNanos, TimeUnit.NANOSECONDS);
  }

  // ---- out --------------------------------------------------------------------------------------

  @Override
  public void send(Outbound frame) {
    boolean fits;
    synchronized (this) {
      if (closing) {
        return;
      }
      fits = outbound.offer(frame);
      if (fits) {
        pump();
      } else {
        outbound.clear();
      }
    }
    if (!fits) {
      close(CloseCode.TRY_LATER, "too slow a reader");
    }
  }

  @Override
  public synchronized boolean idle() {
    return !writing && outbound.isEmpty();
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      if (closing) {
        return;
      }
      closeByNanos = entrance.nanos() + WebSocketGateway.CLOSE_GRACE_NANOS;
      closing = true;
      pump();
    }
  }

  /** Under the lock. */
  private void pump() {
    if (!writing) {
      writing = true;
      Thread.ofVirtual().name("write-" + id).start(this::write);
    }
  }

  private void write() {
    try {
      while (true) {
        Frame next;
        synchronized (this) {
          next = outbound.poll();
        }
        if (next != null) {
          framing.write(next.bytes(), out);
          continue;
        }
        out.flush();
        synchronized (this) {
          if (outbound.isEmpty()) {
            writing = false;
            if (!closing) {
              return;
            }
            break;
          }
        }
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      log.debug("connection {}: {}", id, e.toString());
      cut();
    }
  }

  // ---- ends -------------------------------------------------------------------------------------

  private void refuse(String code, String message, int closeCode) {
    send(new Outbound.Important(entrance.error(code, message)));
    close(closeCode, code);
  }

  /** To be called now and then: no client may take its time for ever. */
  void sweep(long now) {
    long authNanos = TimeUnit.MILLISECONDS.toNanos(entrance.limits().authTimeoutMs());
    if (closing) {
      if (now - closeByNanos > 0) {
        cut();
      }
    } else if (!proved && now - connectedAtNanos > authNanos) {
      refuse(
          "auth_timeout",
          "no valid token within %d ms of connecting".formatted(entrance.limits().authTimeoutMs()),
          CloseCode.POLICY);
    } else if (in.isSlow(now, authNanos) && reads()) {
      refuse("frame_timeout", "a frame took too long to come", CloseCode.POLICY);
    } else if (in.isSilent(now, SILENT_NANOS) && reads()) {
      refuse("silent", "nothing came for a minute; ping now and then", CloseCode.POLICY);
    }
  }

  private synchronized boolean reads() {
    return !working;
  }

  void cut() {
    synchronized (this) {
      closing = true;
      outbound.clear();
    }
    try {
      raw.close(); // TLS would wait for a writer that waits for the client
    } catch (IOException e) {
      log.debug("closing connection {}", id, e);
    }
  }
}
