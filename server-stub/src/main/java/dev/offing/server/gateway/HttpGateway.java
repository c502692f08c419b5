package dev.offing.server.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP for those who look after a node: {@code GET /health} answers while the process lives, {@code
 * GET /ready} while it may be given clients, else 503 with the reasons.
 */
public final class HttpGateway implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BACKLOG = 64;

  private record Health(String status) {}

  private record Readiness(boolean ready, List<String> reasons) {}

  private record Problem(String code, String message) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final HostCheck hosts;
  private final Supplier<List<String>> notReady;

  private HttpGateway(HttpServer server, HostCheck hosts, Supplier<List<String>> notReady) {
    this.server = server;
    this.hosts = hosts;
    this.notReady = notReady;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Listens and serves.
   *
   * @param port 0 for a free one
   * @param notReady the reasons why the node is not ready; none when it is
   * @throws StubFailure when the port is not free
   */
  public static HttpGateway start(
      String host, int port, HostCheck hosts, Supplier<List<String>> notReady) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
      HttpGateway gateway = new HttpGateway(server, hosts, notReady);
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

  /** The port on which it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      String path = exchange.getRequestURI().getPath();
      if (host == null || !hosts.hostAllowed(host)) {
        reply(exchange, 421, new Problem("wrong_host", "not served here"));
      } else if (!path.equals("/health") && !path.equals("/ready")) {
        reply(exchange, 404, new Problem("not_found", "there is no " + path));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        reply(exchange, 405, new Problem("wrong_method", "GET only"));
      } else if (path.equals("/health")) {
        reply(exchange, 200, new Health("up"));
      } else {
        List<String> reasons = notReady.get();
        reply(exchange, reasons.isEmpty() ? 200 : 503, new Readiness(reasons.isEmpty(), reasons));
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, Record body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
