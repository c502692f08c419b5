package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Ids;

/**
 * What the account knows of one life of a local database.
 *
 * @param device the public key that pushed for it last
 * @param lastSeq the highest number taken, 0 before the first
 * @param lastHash the chain's link there
 * @param forgotten the highest own number whose id has left the id store
 * @param lastUsed the version at which it last took a number
 */
public record Incarnation(
    String device, long lastSeq, String lastHash, long forgotten, long lastUsed) {
  /** Checks the parts. */
  public Incarnation {
    Ids.hash(device, "device");
    Ids.hash(lastHash, "lastHash");
    if (lastSeq < 0 || forgotten < 0 || forgotten > lastSeq || lastUsed < 0) {
      throw new IllegalArgumentException(
          "an incarnation needs 0 <= forgotten <= lastSeq and lastUsed >= 0");
    }
  }

  Incarnation forgettingTo(long number) {
    return new Incarnation(device, lastSeq, lastHash, Math.max(forgotten, number), lastUsed);
  }

  void canonical(Canonical c) {
    c.text("device", device)
        .number("lastSeq", lastSeq)
        .text("lastHash", lastHash)
        .number("forgotten", forgotten)
        .number("lastUsed", lastUsed);
  }
}
