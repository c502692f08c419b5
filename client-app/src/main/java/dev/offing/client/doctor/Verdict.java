package dev.offing.client.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How something is. */
public enum Verdict {
  /** As it should be. */
  WELL,
  /** Good to know; it is played all the same. */
  NOTE,
  /** Something does not work until it is mended. */
  TROUBLE;

  /** As it is printed. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
