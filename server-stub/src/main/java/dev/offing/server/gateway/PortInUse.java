package dev.offing.server.gateway;

import dev.offing.server.fault.StubFailure;
import java.io.IOException;

/** The sentence for a port that is taken. */
final class PortInUse {
  private PortInUse() {}

  static StubFailure failure(String flag, String host, int port, IOException e) {
    return new StubFailure(
        ("Port %d of %s is in use by another program, or may not be used (%s). Nothing was changed."
                + " End that program, or take another port with %s (0 takes a free one).")
            .formatted(port, host, e.getMessage(), flag),
        e);
  }
}
