package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;

/**
 * What an account knows of a device that was linked to it; its first one has no such row.
 *
 * @param name what people call it
 * @param at when it was linked, ms of server time
 */
public record LinkedDevice(String name, long at) {
  /** Checks the parts. */
  public LinkedDevice {
    DeviceChange.named(name);
  }

  void canonical(Canonical c) {
    c.text("name", name).number("at", at);
  }
}
