package dev.offing.server.gateway;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all gateways of a node share: its limits, the use of each address over all of them, and who
 * hears what clients say. Safe for use by many threads.
 */
public final class Entrance {
  private final String host;
  private final @Nullable Tls tls;
  private final Limits limits;
  private final HostCheck hosts;
  private final ErrorFrames errors;
  private final Function<Connection, ConnectionHandler> handlers;
  private final LongSupplier nanos;
  private final AddressLimits addresses;
  private final AtomicLong ids = new AtomicLong();

  /** The same for plain sockets. */
  public Entrance(
      String host,
      Limits limits,
      HostCheck hosts,
      ErrorFrames errors,
      Function<Connection, ConnectionHandler> handlers,
      LongSupplier nanos) {
    this(host, null, limits, hosts, errors, handlers, nanos);
  }

  /**
   * An entrance.
   *
   * @param host the address to listen on
   * @param tls what is shown to clients; null for plain sockets
   * @param hosts which hosts clients may have dialled, where their protocol tells
   * @param handlers makes the handler of a new connection
   * @param nanos monotonic time for rates and time limits
   */
  public Entrance(
      String host,
      @Nullable Tls tls,
      Limits limits,
      HostCheck hosts,
      ErrorFrames errors,
      Function<Connection, ConnectionHandler> handlers,
      LongSupplier nanos) {
    this.host = host;
    this.tls = tls;
    this.limits = limits;
    this.hosts = hosts;
    this.errors = errors;
    this.handlers = handlers;
    this.nanos = nanos;
    this.addresses = new AddressLimits(limits, nanos);
  }

  /** The address to listen on. */
  public String host() {
    return host;
  }

  /** What is shown to clients; null for plain sockets. */
  @Nullable Tls tls() {
    return tls;
  }

  /** What one connection may use. */
  public Limits limits() {
    return limits;
  }

  /** Which hosts clients may have dialled. */
  public HostCheck hosts() {
    return hosts;
  }

  /** Monotonic time, ns. */
  public long nanos() {
    return nanos.getAsLong();
  }

  /** A number that no other connection of this node has. */
  public long nextId() {
    return ids.incrementAndGet();
  }

  /** Counts a new connection; false when its address has too many. */
  public boolean open(InetAddress address) {
    return addresses.open(address);
  }

  /** To be called once for each {@link #open}, whatever that answered. */
  public void close(InetAddress address) {
    addresses.close(address);
  }

  /** Counts a frame, or a request; false when the address sends too many. */
  public boolean frame(InetAddress address) {
    return addresses.frame(address);
  }

  /** What addresses send, to be shared with other nodes. */
  public Rates rates() {
    return addresses.frames();
  }

  /** The handler of a new connection. */
  public ConnectionHandler handler(Connection connection) {
    return handlers.apply(connection);
  }

  /** The text of an {@code error} frame. */
  public String error(String code, String message) {
    return errors.error(code, message);
  }
}
