package dev.offing.sync.session;

import java.util.Locale;

/**
 * A device of an account, or one that asks to be.
 *
 * @param key its public key, hexadecimal
 * @param name what people call it; empty for the first one, which nobody named
 * @param linkedAt when it was linked, ms of server time; 0 for the first one, and while it asks
 * @param own whether it is this one
 */
public record DeviceRow(String key, String name, long linkedAt, boolean own) {
  /** Eight characters by which people tell that both screens mean the same device. */
  public String mark() {
    return (key.substring(0, 4) + " " + key.substring(4, 8)).toUpperCase(Locale.ROOT);
  }
}
