package dev.offing.server.gateway;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What all connections of one address use together. The tables hold only addresses that are in use
 * or used something a short while ago. Safe for use by many threads.
 */
final class AddressLimits {
  private static final int SWEEP_EVERY = 1_024;

  private static final class Usage {
    int connections;
    final TokenBucket frames;

    Usage(TokenBucket frames) {
      this.frames = frames;
    }
  }

  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<InetAddress, Usage> usages = new HashMap<>();
  private int opened;

  AddressLimits(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Counts a new connection; false when the address has too many. */
  synchronized boolean open(InetAddress address) {
    if (++opened % SWEEP_EVERY == 0) {
      long now = nanos.getAsLong();
      usages.values().removeIf(u -> u.connections == 0 && u.frames.full(now));
    }
    Usage usage = usage(address);
    usage.connections++;
    return !limited(address) || usage.connections <= limits.connectionsPerAddress();
  }

  /** To be called once for each {@link #open}, whatever that answered. */
  synchronized void close(InetAddress address) {
    usage(address).connections--;
  }

  /** Counts a frame; false when the address sends too many. */
  synchronized boolean frame(InetAddress address) {
    return !limited(address) || usage(address).frames.take(nanos.getAsLong());
  }

  private boolean limited(InetAddress address) {
    return limits.limitLoopback() || !address.isLoopbackAddress();
  }

  private Usage usage(InetAddress address) {
    return usages.computeIfAbsent(
        address,
        _ ->
            new Usage(
                new TokenBucket(
                    limits.addressFramesPerSecond(),
                    limits.addressFramesBurst(),
                    nanos.getAsLong())));
  }
}
