package dev.offing.simulator.proxy.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Host and port as people write them: {@code 127.0.0.1:80}, {@code localhost:0}, {@code [::1]:80}.
 *
 * @param host empty where none was written
 */
record Address(String host, int port) {
  private static final int MOST = 65_535;
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in Go's words if it is none
   */
  static Address of(String text) {
    if (text.isEmpty()) {
      return new Address("", 0);
    }
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    int end = bracketed ? text.indexOf(']') : colon;
    if (colon < 0 || (bracketed && end >= 0 && end == text.length() - 1)) {
      throw wrong(text, "missing port in address");
    }
    if (bracketed && end < 0) {
      throw wrong(text, "missing ']' in address");
    }
    if (bracketed ? end + 1 != colon : text.indexOf(':') != colon) {
      throw wrong(text, "too many colons in address");
    }
    String host = bracketed ? text.substring(1, end) : text.substring(0, colon);
    return new Address(host, port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("lookup tcp/" + text + ": unknown port");
    }
    int digits = text.length() > 6 ? MOST + 1 : Integer.parseInt(text);
    if (digits > MOST) {
      throw wrong(text, "invalid port");
    }
    return digits;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("address " + text + ": " + why);
  }

  /**
   * Looks its host up. Where none was written it is loopback: nothing of ours is reached from other
   * machines unless somebody says so.
   *
   * @throws IllegalArgumentException in Go's words if there is no such host
   */
  InetSocketAddress resolve() {
    InetSocketAddress address = new InetSocketAddress(host.isEmpty() ? LOOPBACK : host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("lookup " + host + ": no such host");
    }
    return address;
  }

  /** As Go writes it. */
  static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String written = host.getHostAddress();
    if (host instanceof Inet6Address) {
      String shortest =
          host.isAnyLocalAddress() ? "::" : host.isLoopbackAddress() ? "::1" : written;
      written = "[" + shortest + "]";
    }
    return written + ":" + address.getPort();
  }
}
