package dev.offing.sync;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rate;
import dev.offing.sync.economy.Timeline;
import java.util.Set;

/**
 * The account as the device expects it at one moment.
 *
 * @param core the economy, advanced to {@code nowMs}
 * @param timeline what the rules read beside it
 * @param catalog the catalog in force
 * @param nowMs server time as the device estimates it
 * @param contactUntil when the lamp goes out, ms of server time
 * @param rate what the producers earn while the lamp burns
 * @param pending mutations without a result
 * @param pendingCost what they take from the purse together
 * @param reserved what open orders hold, and what is on its way to others without a result; out of
 *     the purse already
 * @param pendingItems ids of the producers, upgrades and boosts that they are about
 */
public record View(
    EconomyState core,
    Timeline timeline,
    Catalog catalog,
    long nowMs,
    long contactUntil,
    Rate rate,
    int pending,
    Money pendingCost,
    Money reserved,
    Set<String> pendingItems) {
  /** Copies the set. */
  public View {
    pendingItems = Set.copyOf(pendingItems);
  }

  /** Whether the lamp burns. */
  public boolean lit() {
    return nowMs < contactUntil;
  }
}
