package dev.offing.server.gateway;

import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WebSocket for clients, within the bounds of docs/design/sync.md 8. The library's threads only
 * move bytes: each frame goes to its connection's {@link Lane}. What is refused, and how, stands in
 * docs/design/server.md.
 */
public final class WebSocketGateway implements Gateway {
  static final long CLOSE_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger log = LoggerFactory.getLogger(WebSocketGateway.class);
  private static final long SWEEP_MS = 20;

  /** A peer that answers no ping for one and a half times as long is gone. */
  private static final int LOST_AFTER_S = 20;

  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private static final int BACKLOG = 256;
  private static final int CLOSE_HANDSHAKES_MS = 1_000;
  private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Connections beyond the cap that are still told so before they are closed. */
  private static final int TOLD = 64;

  private final Entrance entrance;
  private final Limits limits;
  private final Map<Long, WsConnection> connections = new ConcurrentHashMap<>();
  private final ServerSocketChannel listening;
  private final int port;
  private final Server server;
  private final ScheduledExecutorService timer;
  private volatile boolean draining;

  private WebSocketGateway(ServerSocketChannel listening, Entrance entrance) throws IOException {
    this.entrance = entrance;
    this.limits = entrance.limits();
    this.listening = listening;
    this.port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
    this.server = new Server(listening);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-timer").factory());
  }

  /**
   * Listens and serves.
   *
   * @param port 0 for a free one
   * @throws StubFailure when the port is not free
   */
  public static WebSocketGateway start(Entrance entrance, int port) {
    String host = entrance.host();
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        if (!IS_WINDOWS) {
          // The connections of a stub that was killed would keep its port for a minute. (On Windows
          // they do not, and the option would let two stubs have one port.)
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        channel.bind(new InetSocketAddress(host, port), BACKLOG);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      WebSocketGateway gateway = new WebSocketGateway(channel, entrance);
      gateway.server.start();
      var _ =
          gateway.timer.scheduleWithFixedDelay(
              gateway::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
      return gateway;
    } catch (BindException e) {
      throw PortInUse.failure("--port", host, port, e);
    } catch (IOException e) {
      throw new StubFailure(
          "The stub cannot listen on %s:%d (%s). Nothing was changed."
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int connections() {
    return connections.size();
  }

  @Override
  public void stopAccepting() {
    draining = true;
    try {
      listening.close();
    } catch (IOException e) {
      log.debug("closing the listening socket", e);
    }
  }

  @Override
  public boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutMs * 1_000_000;
    for (WsConnection connection : connections.values()) {
      long leftMs = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      if (!connection.lane().awaitIdle(leftMs)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    stopAccepting();
    List<WsConnection> last = List.copyOf(connections.values());
    long deadline = System.nanoTime() + CLOSE_TIMEOUT_NANOS;
    try {
      server.stop(CLOSE_HANDSHAKES_MS, "the node stops");
      for (WsConnection connection : last) {
        connection.cut(CloseCode.GOING_AWAY, "the node stops");
      }
      for (WsConnection connection : last) {
        long leftMs = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        boolean _ = connection.lane().awaitIdle(leftMs);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      timer.shutdownNow();
    }
  }

  private void sweep() {
    long now = entrance.nanos();
    long authNanos = TimeUnit.MILLISECONDS.toNanos(limits.authTimeoutMs());
    for (WsConnection connection : connections.values()) {
      try {
        connection.remind();
        if (connection.refused()) {
          connection.cut(CloseCode.POLICY, "refused"); // the library leaves that to the client
          continue;
        }
        if (!connection.overdue(now, authNanos)) {
          continue;
        }
        if (connection.closing() || !connection.accepted()) {
          connection.cut(CloseCode.POLICY, "time is over");
        } else {
          refuse(
              connection,
              "auth_timeout",
              "no valid prove within %d ms of connecting".formatted(limits.authTimeoutMs()),
              CloseCode.POLICY);
        }
      } catch (RuntimeException e) {
        log.debug("sweep of connection {}", connection.id(), e);
      }
    }
  }

  private void refuse(Connection connection, String code, String message, int closeCode) {
    connection.send(new Outbound.Important(entrance.error(code, message)));
    connection.close(closeCode, code);
  }

  private WsConnection accept(WebSocketImpl socket, InetAddress remote) {
    WsConnection connection =
        new WsConnection(entrance.nextId(), socket, remote, limits, entrance.nanos());
    connections.put(connection.id(), connection);
    return connection;
  }

  private void forget(WsConnection connection) {
    if (connections.remove(connection.id()) != null) {
      entrance.close(connection.remote());
      connection.gone();
    }
  }

  /** The library's server, as far as it is ours. Its methods run on the library's threads. */
  private final class Server extends WebSocketServer implements WebSocketServerFactory {
    /** Connections that are only told why they are not served. */
    private final Map<WsConnection, String> turnedAway = new ConcurrentHashMap<>();

    Server(ServerSocketChannel channel) {
      super(channel);
      setWebSocketFactory(this);
      setTcpNoDelay(true);
      setReuseAddr(!IS_WINDOWS); // it would take the channel's option back
      setDaemon(true);
      setConnectionLostTimeout(LOST_AFTER_S);
    }

    @Override
    public List<Draft> getDraft() {
      return List.of(new BoundedDraft());
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
      return new WebSocketImpl(adapter, new BoundedDraft());
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
      return new WebSocketImpl(adapter, List.of(new BoundedDraft()));
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
      WebSocketImpl socket = (WebSocketImpl) key.attachment();
      InetAddress remote = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
      if (connections.size() >= limits.connections() + TOLD) {
        channel.close();
        throw new IOException("too many connections");
      }
      // Decided here, once and on one thread: of those that come at the same time the first are
      // served, and whoever is only told so takes nobody's place.
      boolean full = connections.size() - turnedAway.size() >= limits.connections();
      WsConnection connection = accept(socket, remote);
      boolean within = entrance.open(remote);
      if (full) {
        turnedAway.put(connection, "the node is full");
      } else if (!within) {
        turnedAway.put(connection, "too many connections from this address");
      }
      socket.setAttachment(connection);
      Tls tls = entrance.tls();
      return new CountingChannel(
          tls == null ? channel : new TlsChannel(channel, tls.context().createSSLEngine()),
          connection::written,
          () -> {
            turnedAway.remove(connection);
            forget(connection);
          });
    }

    @Override
    public void close() {
      // nothing of the factory's own
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
        WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
      if (!entrance.hosts().hostAllowed(request.getFieldValue("Host"))) {
        throw new InvalidDataException(CloseFrame.REFUSE, "this host is not served here");
      }
      String origin = request.getFieldValue("Origin");
      if (!origin.isEmpty() && !entrance.hosts().browserOriginAllowed(origin)) {
        throw new InvalidDataException(CloseFrame.REFUSE, "pages of this origin may not connect");
      }
      return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
      WsConnection connection = of(socket);
      String why = turnedAway.get(connection);
      if (((WebSocketImpl) socket).getChannel() instanceof CountingChannel channel) {
        channel.opened();
      }
      if (draining) {
        refuse(connection, "draining", "this node stops; connect again", CloseCode.GOING_AWAY);
      } else if (why != null) {
        refuse(connection, "too_many_connections", why, CloseCode.TRY_LATER);
      } else {
        connection.opened(request.getFieldValue("Host"), entrance.handler(connection));
      }
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      WsConnection connection = of(socket);
      if (within(connection) && !connection.received(text)) {
        tooFast(connection);
      }
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer bytes) {
      refuse(
          of(socket),
          "binary_frame",
          "frames are text; this one was binary",
          CloseCode.UNSUPPORTED);
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
      if (within(of(socket))) {
        super.onWebsocketPing(socket, frame);
      }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean byPeer) {
      forget(of(socket));
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
      log.debug("connection {}: {}", socket == null ? "none" : of(socket).id(), e.toString());
    }

    @Override
    public void onStart() {
      // it listens since before
    }

    private boolean within(WsConnection connection) {
      if (!connection.accepted() || connection.closing()) {
        return false;
      }
      if (connection.takeFrameToken(entrance.nanos()) && entrance.frame(connection.remote())) {
        return true;
      }
      tooFast(connection);
      return false;
    }

    private void tooFast(WsConnection connection) {
      refuse(connection, "rate_limited", "too many frames; slow down", CloseCode.POLICY);
    }

    private WsConnection of(WebSocket socket) {
      return socket.<WsConnection>getAttachment();
    }
  }
}
