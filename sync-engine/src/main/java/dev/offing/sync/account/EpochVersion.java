package dev.offing.sync.account;

import dev.offing.sync.mutation.Ids;

/**
 * A point of an account's history: the version, and the epoch in which it was made. Versions go on
 * counting across epochs (docs/design/sync.md 1).
 */
public record EpochVersion(String epoch, long version) {
  /** Checks the parts. */
  public EpochVersion {
    Ids.random(epoch, "epoch");
    if (version < 1) {
      throw new IllegalArgumentException("version starts at 1");
    }
  }

  @Override
  public String toString() {
    return epoch.substring(0, 6) + ":" + version;
  }
}
