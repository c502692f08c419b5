package dev.offing.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The address of a server as a person types it: {@code ws://} to this machine, {@code wss://} to
 * any other (docs/design/sync.md 8: plain ws only to loopback).
 */
final class ServerAddress {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private ServerAddress() {}

  /** The address, if it is one. */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean plain = "ws".equals(uri.getScheme()) && LOOPBACK.contains(host(uri));
      boolean secure = "wss".equals(uri.getScheme()) && !host(uri).isEmpty();
      boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
      boolean complete = secure || (uri.getPort() > 0 && uri.getPort() < 65_536);
      return (plain || secure) && bare && complete ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** What is wrong with a text that is none, and the nearest that would be right. */
  static String mistake(String text) {
    String rest = text.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*:/*", "").replaceFirst("/.*", "");
    String host = rest.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    if (text.startsWith("ws:") && !host.isEmpty() && !LOOPBACK.contains(host)) {
      return "plain ws:// is only for this machine. Did you mean wss://" + rest + "?";
    }
    boolean addressed = rest.matches("[A-Za-z0-9.-]+:[0-9]{1,5}");
    String nearest =
        addressed ? (LOOPBACK.contains(host) ? "ws://" : "wss://") + rest : "ws://127.0.0.1:7071";
    return "\"%s\" is no address of a server. Did you mean %s?".formatted(text, nearest);
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }
}
