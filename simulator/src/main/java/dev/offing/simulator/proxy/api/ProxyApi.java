package dev.offing.simulator.proxy.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Proxies that are driven over HTTP, as Toxiproxy is: its clients cannot tell. Each request has a
 * virtual thread.
 */
public final class ProxyApi implements AutoCloseable {
  private static final int BACKLOG = 64;

  /** No request is larger, unless somebody means ill. */
  private static final int MOST_BODY_BYTES = 1 << 20;

  private static final int ID_BYTES = 10;
  private static final int BAD_REQUEST = 400;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Proxies proxies;
  private final Routes routes;

  private ProxyApi(HttpServer server, Time time, Dice dice) {
    this.server = server;
    this.proxies = new Proxies(time, dice);
    this.routes = new Routes(proxies);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
  }

  /**
   * Listens and serves; there is no proxy yet.
   *
   * @param listen port 0 takes a free one
   * @param time what toxics go by
   * @param dice their chance
   * @throws UncheckedIOException when the port cannot be had
   */
  public static ProxyApi start(InetSocketAddress listen, Time time, Dice dice) {
    // Else each answer on a connection that is kept waits 40 ms for the one before.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try {
      ProxyApi api = new ProxyApi(HttpServer.create(listen, BACKLOG), time, dice);
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  Proxies proxies() {
    return proxies;
  }

  /** Ends all proxies with their connections, and gives every port back. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    proxies.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      String agent = exchange.getRequestHeaders().getFirst("User-Agent");
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
      if (body.length > MOST_BODY_BYTES) {
        exchange.sendResponseHeaders(BAD_REQUEST, -1);
        return;
      }
      write(
          exchange,
          routes.answer(
              new Routes.Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getRawPath(),
                  agent == null ? "" : agent,
                  body)));
    }
  }

  private static void write(HttpExchange exchange, Routes.Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (answer.routed()) {
      byte[] id = new byte[ID_BYTES];
      ThreadLocalRandom.current().nextBytes(id);
      headers.set("X-Toxiproxy-Request-Id", HexFormat.of().formatHex(id));
    }
    if (answer.contentType().isEmpty()) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    headers.set("Content-Type", answer.contentType());
    if (answer.contentType().startsWith("text/plain")) {
      headers.set("X-Content-Type-Options", "nosniff");
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
