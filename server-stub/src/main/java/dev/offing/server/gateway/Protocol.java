package dev.offing.server.gateway;

/**
 * A protocol of one's own: one class with a public constructor without parameters, and its line in
 * {@code META-INF/services/dev.offing.server.gateway.Protocol}. It turns bytes into the frames of
 * docs/protocol and back, behind a {@link Connection}; everything else, every action too, is the
 * server's. {@link StreamGateway} does the rest for what runs over TCP.
 */
public interface Protocol {
  /** Small letters and digits: in the setting {@code protocol-ports}, and where it is told. */
  String name();

  /**
   * Listens and serves.
   *
   * @param port 0 for a free one
   * @throws dev.offing.server.fault.StubFailure when the port is not free
   */
  Gateway open(Entrance entrance, int port);
}
