package dev.offing.server.gateway;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which hosts a client may have dialled, and which web pages may connect (docs/design/sync.md 8). A
 * name that only resolves to loopback is refused: that is how a web page reaches a service on its
 * reader's machine (DNS rebinding). Immutable.
 */
public final class HostCheck {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");

  private final String scheme;
  private final Set<String> hosts = new HashSet<>();
  private final Set<String> origins;
  private final Set<String> browserOrigins;

  /** The same for plain WebSocket. */
  public HostCheck(List<String> origins, List<String> browserOrigins) {
    this("ws", origins, browserOrigins);
  }

  /**
   * A check: loopback, by whatever name, and what is listed.
   *
   * @param scheme of an origin that is not listed: {@code ws} or {@code wss}
   * @param origins further origins that may be dialled, as {@code wss://play.example:443}
   * @param browserOrigins origins of web pages, as {@code https://play.example}
   */
  public HostCheck(String scheme, List<String> origins, List<String> browserOrigins) {
    this.scheme = scheme;
    this.origins = Set.copyOf(origins);
    this.browserOrigins = Set.copyOf(browserOrigins);
    for (String origin : origins) {
      URI uri = URI.create(origin);
      hosts.add(uri.getAuthority().toLowerCase(Locale.ROOT));
    }
  }

  /** Whether a Host header names this server. */
  public boolean hostAllowed(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(lower).matches() || hosts.contains(lower);
  }

  /**
   * The origin that a device dialled, by its Host header: the listed one of that host, else what is
   * spoken here; always with a port. It is a part of what the device signs, so that a proof made
   * for one server is of no use at another.
   */
  public String dialledOrigin(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String dialled =
        origins.stream()
            .filter(origin -> URI.create(origin).getAuthority().equals(lower))
            .map(origin -> origin.substring(0, origin.indexOf(':')))
            .findFirst()
            .orElse(scheme);
    boolean hasPort = WITH_PORT.matcher(lower).matches();
    return dialled + "://" + lower + (hasPort ? "" : dialled.equals("wss") ? ":443" : ":80");
  }

  /** Whether an Origin header, which only browsers send, is one of the listed pages. */
  public boolean browserOriginAllowed(String origin) {
    return browserOrigins.contains(origin.toLowerCase(Locale.ROOT));
  }
}
