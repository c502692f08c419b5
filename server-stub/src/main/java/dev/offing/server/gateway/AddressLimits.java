package dev.offing.server.gateway;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What all connections of one address use together; frames over all nodes, connections on each. The
 * tables hold only addresses that are in use or used something a short while ago. Safe for use by
 * many threads.
 */
final class AddressLimits {
  private final Limits limits;
  private final Rates frames;
  private final Map<InetAddress, Integer> connections = new HashMap<>();

  AddressLimits(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.frames =
        new Rates("address", limits.addressFramesPerSecond(), limits.addressFramesBurst(), nanos);
  }

  /** Of frames, to be shared with other nodes. */
  Rates frames() {
    return frames;
  }

  /** Counts a new connection; false when the address has too many. */
  synchronized boolean open(InetAddress address) {
    int now = connections.merge(address, 1, Integer::sum);
    return !limited(address) || now <= limits.connectionsPerAddress();
  }

  /** To be called once for each {@link #open}, whatever that answered. */
  synchronized void close(InetAddress address) {
    connections.computeIfPresent(address, (_, open) -> open == 1 ? null : open - 1);
  }

  /** Counts a frame; false when the address sends too many. */
  boolean frame(InetAddress address) {
    return !limited(address) || frames.take(address.getHostAddress());
  }

  private boolean limited(InetAddress address) {
    return limits.limitLoopback() || !address.isLoopbackAddress();
  }
}
