package dev.offing.server.gateway;

import dev.offing.server.fault.StubFailure;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames over TCP, however they stand in the stream, within the bounds of docs/design/sync.md 8. A
 * connection begins with {@code {"token": ...}}: nothing here says which server was dialled, so a
 * device has nothing to sign.
 */
public final class StreamGateway implements Gateway {
  private static final Logger log = LoggerFactory.getLogger(StreamGateway.class);
  private static final int BACKLOG = 256;
  private static final long SWEEP_MS = 50;
  private static final long CLOSE_MS = 3_000;

  /** Connections beyond the cap that are still told so before they are closed. */
  private static final int TOLD = 64;

  private final Entrance entrance;
  private final Framing framing;
  private final ServerSocket listening;
  private final Map<Long, StreamConnection> connections = new ConcurrentHashMap<>();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final ScheduledExecutorService timer;

  private StreamGateway(Entrance entrance, Framing framing, ServerSocket listening) {
    this.entrance = entrance;
    this.framing = framing;
    this.listening = listening;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stream-timer").factory());
  }

  /**
   * Listens and serves.
   *
   * @param setting that chooses the port, for the sentence when it is taken
   * @param port 0 for a free one
   * @throws StubFailure when the port is not free
   */
  public static StreamGateway start(Entrance entrance, String setting, int port, Framing framing) {
    ServerSocket listening = null;
    try {
      listening = new ServerSocket();
      listening.setReuseAddress(!System.getProperty("os.name").startsWith("Windows"));
      listening.bind(new InetSocketAddress(entrance.host(), port), BACKLOG);
      StreamGateway gateway = new StreamGateway(entrance, framing, listening);
      Thread.ofPlatform().daemon().name("accept-" + gateway.port()).start(gateway::accept);
      var _ =
          gateway.timer.scheduleWithFixedDelay(
              gateway::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
      return gateway;
    } catch (IOException e) {
      close(listening);
      if (e instanceof BindException taken) {
        throw PortInUse.failure(setting, entrance.host(), port, taken);
      }
      throw new StubFailure(
          "The stub cannot listen on %s:%d (%s). Nothing was changed."
              .formatted(entrance.host(), port, e.getMessage()),
          e);
    }
  }

  private static void close(@Nullable Closeable what) {
    if (what != null) {
      try {
        what.close();
      } catch (IOException e) {
        log.debug("closing", e);
      }
    }
  }

  @Override
  public int port() {
    return listening.getLocalPort();
  }

  @Override
  public int connections() {
    return connections.size();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        accepted(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          log.warn("a connection was not accepted: {}", e.toString());
        }
      }
    }
  }

  private void accepted(Socket socket) throws IOException {
    int most = entrance.limits().connections();
    if (connections.size() >= most + TOLD) {
      socket.close();
      return;
    }
    // Whoever is only told so takes nobody's place.
    boolean full = connections.size() - turnedAway.get() >= most;
    socket.setTcpNoDelay(true);
    StreamConnection connection = new StreamConnection(entrance, socket, framing);
    boolean within = entrance.open(connection.remote());
    String refusal =
        full ? "the node is full" : within ? null : "too many connections from this address";
    turnedAway.addAndGet(refusal == null ? 0 : 1);
    connections.put(connection.id(), connection);
    Thread.ofVirtual()
        .name("connection-" + connection.id())
        .start(() -> {
          try {
            connection.serve(refusal);
          } finally {
            connections.remove(connection.id());
            turnedAway.addAndGet(refusal == null ? 0 : -1);
            entrance.close(connection.remote());
          }
        });
  }

  private void sweep() {
    long now = entrance.nanos();
    for (StreamConnection connection : connections.values()) {
      try {
        connection.sweep(now);
      } catch (RuntimeException e) {
        log.debug("sweep of connection {}", connection.id(), e);
      }
    }
  }

  @Override
  public void stopAccepting() {
    close(listening);
  }

  @Override
  public boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    for (StreamConnection connection : connections.values()) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (!connection.awaitIdle(Math.max(1, leftMs))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    stopAccepting();
    List<StreamConnection> last = List.copyOf(connections.values());
    try {
      last.forEach(it -> it.close(CloseCode.GOING_AWAY, "the node stops"));
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
      for (StreamConnection connection : last) {
        if (!connection.awaitEnd(deadline - System.nanoTime())) {
          connection.cut();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      last.forEach(StreamConnection::cut);
      timer.shutdownNow();
    }
  }
}
