package dev.offing.server.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.offing.server.fault.StubFailure;
import dev.offing.sync.protocol.Bounds;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP within the bounds of docs/design/sync.md 8: whom it turns away it answers by itself, all
 * else is for the {@link HttpSite}. Each request has a virtual thread.
 */
public final class HttpGateway implements Gateway {
  private static final Logger log = LoggerFactory.getLogger(HttpGateway.class);
  private static final int BACKLOG = 256;

  /** From the first byte of a request to its last, s; a second more until it is noticed. */
  private static final int REQUEST_S = 10;

  /** From a request to the end of its answer, s: no action takes so long, a slow reader may. */
  private static final int ANSWER_S = 30;

  private static final int MOST_HEADERS = 64;
  private static final int MOST_HEADER_BYTES = 16 * 1_024;
  private static final int STOP_S = 1;
  private static final String BEARER = "bearer ";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Entrance entrance;
  private final HttpSite site;

  /** Guarded by {@code this}: requests that are being answered. */
  private int requests;

  private volatile boolean draining;

  private HttpGateway(HttpServer server, Entrance entrance, HttpSite site) {
    this.server = server;
    this.entrance = entrance;
    this.site = site;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
  }

  /**
   * Listens and serves.
   *
   * @param port 0 for a free one
   * @throws StubFailure when the port is not free
   */
  public static HttpGateway start(Entrance entrance, int port, HttpSite site) {
    bound(entrance.limits().connections());
    String host = entrance.host();
    try {
      HttpServer server = server(entrance.tls(), new InetSocketAddress(host, port));
      HttpGateway gateway = new HttpGateway(server, entrance, site);
      server.start();
      return gateway;
    } catch (BindException e) {
      throw PortInUse.failure("--http-port", host, port, e);
    } catch (IOException e) {
      throw new StubFailure(
          "The stub cannot listen on %s:%d (%s). Nothing was changed."
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static HttpServer server(@Nullable Tls tls, InetSocketAddress address)
      throws IOException {
    if (tls == null) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    return server;
  }

  /**
   * The JDK's server takes its bounds from system properties alone, once for all servers of a JVM;
   * without them a client may take a thread for ever. Whoever set one already keeps it.
   */
  private static void bound(int connections) {
    Map.of(
            "sun.net.httpserver.maxReqTime", REQUEST_S,
            "sun.net.httpserver.maxRspTime", ANSWER_S,
            "sun.net.httpserver.maxReqHeaders", MOST_HEADERS,
            "sun.net.httpserver.maxReqHeaderSize", MOST_HEADER_BYTES,
            "sun.net.httpserver.drainAmount", 0,
            "jdk.httpserver.maxConnections", connections)
        .forEach(HttpGateway::setWhereMissing);
    setWhereMissing("sun.net.httpserver.nodelay", true);
  }

  private static void setWhereMissing(String key, Object value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value.toString());
    }
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  /** Requests on their way; the JDK does not tell its connections. */
  @Override
  public synchronized int connections() {
    return requests;
  }

  @Override
  public void stopAccepting() {
    draining = true; // whoever asks whether this node is ready is still told
  }

  @Override
  public synchronized boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (requests > 0) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(connections() == 0 ? 0 : STOP_S);
    threads.shutdownNow();
  }

  private synchronized void count(int more) {
    requests += more;
    notifyAll();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    count(1);
    try (exchange) {
      write(exchange, answered(exchange));
    } catch (CharacterCodingException _) {
      write(exchange, problem(400, "malformed", "the body is UTF-8; this one was not"));
    } catch (IOException e) {
      log.debug("a request broke off: {}", e.toString());
      throw e;
    } catch (RuntimeException e) {
      log.error("a request failed", e);
      write(exchange, problem(500, "internal", "the server made a mistake; it is in its log"));
    } finally {
      count(-1);
    }
  }

  private HttpSite.Answer answered(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    String origin = headers.getFirst("Origin");
    InetAddress remote = exchange.getRemoteAddress().getAddress();
    if (host == null || !entrance.hosts().hostAllowed(host)) {
      return problem(421, "wrong_host", "this host is not served here");
    }
    if (origin != null && !entrance.hosts().browserOriginAllowed(origin)) {
      return problem(403, "wrong_origin", "pages of this origin may not ask");
    }
    if (!entrance.frame(remote)) {
      return problem(429, "rate_limited", "too many requests; slow down");
    }
    String path = exchange.getRequestURI().getRawPath();
    if (draining && !path.equals("/ready") && !path.equals("/health")) {
      return problem(503, "draining", "this node stops; connect again");
    }
    String bearer = bearer(headers.getFirst("Authorization"));
    int most = bearer == null ? Bounds.FRAME_BEFORE_PROOF_BYTES : Bounds.FRAME_BYTES;
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length > most) {
      return problem(413, "too_large", "a request has at most %,d bytes here".formatted(most));
    }
    String query = exchange.getRequestURI().getRawQuery();
    return site.answer(
        new HttpSite.Request(
            exchange.getRequestMethod(),
            path,
            query == null ? "" : query,
            contentType(headers.getFirst("Content-Type")),
            text(body),
            bearer,
            headers.getFirst("X-Request-Id"),
            remote));
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  /** Null where nothing is shown; what is no token is one that opens nothing. */
  private static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : "";
  }

  private static String contentType(@Nullable String header) {
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private HttpSite.Answer problem(int status, String code, String message) {
    return new HttpSite.Answer(status, "application/json", entrance.error(code, message), Map.of());
  }

  private static void write(HttpExchange exchange, HttpSite.Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    headers.set("Content-Type", answer.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
