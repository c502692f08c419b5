package dev.offing.server.action;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a caller has shown, and hence may call. */
public enum Role {
  /** Nothing. */
  ANYONE,
  /** A key that no account lists yet: a device that asks to be linked. */
  LINKING,
  /** The key of a device of an account, or a token that such a device was given. */
  PLAYER,
  /** The token of the file that {@code admin-token-file} names. */
  ADMIN;

  /** The name on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
