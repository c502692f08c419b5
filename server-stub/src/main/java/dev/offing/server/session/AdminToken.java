package dev.offing.server.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The one token of those who look after a server. Where there is none, nobody is let in: loopback
 * is no identity (docs/design/sync.md 8).
 */
public final class AdminToken {
  private final byte[] token;

  /**
   * A token.
   *
   * @param token empty for none
   */
  public AdminToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether this is it; how long that takes says nothing of how it goes on. */
  boolean is(String shown) {
    return token.length > 0 && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
  }
}
