package dev.offing.simulator.proxy;

import java.util.Arrays;
import java.util.Optional;

/**
 * That somebody else answers in place of the server, before a word of it is heard.
 *
 * @param toxicity the chance that a connection gets there, 0 to 1
 */
public record Pretence(Manner manner, float toxicity) {

  /** How a handshake is spoilt. */
  public enum Manner {
    /** Accepts and says nothing. */
    HANDSHAKE_STALL("handshake-stall"),
    /** HTML instead of an upgrade, as the gate of a hotel's network has it. */
    CAPTIVE_PORTAL("captive-portal"),
    /** 502, as of a load balancer without a server. */
    BAD_GATEWAY("bad-gateway"),
    /** Another one's certificate; where no TLS is spoken the connection ends. */
    BAD_CERTIFICATE("bad-certificate");

    private final String label;

    Manner(String label) {
      this.label = label;
    }

    /** As people write it. */
    public String label() {
      return label;
    }

    /** The one that people call so. */
    public static Optional<Manner> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
    }
  }
}
