package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Producer;
import java.util.OptionalInt;

/**
 * One row of the fleet.
 *
 * @param id the producer's id in the catalog
 * @param name for people
 * @param owned how many
 * @param rateText what they earn together now, {@code +3.04K/s}; empty when none is owned
 * @param milestoneText {@code ×2 at 200}; empty after the last
 * @param milestonePart how far to it, of 1,000
 * @param one the button for one
 * @param ten the button for ten
 * @param max the button for as many as the purse can pay
 */
public record Vessel(
    String id,
    String name,
    int owned,
    String rateText,
    String milestoneText,
    int milestonePart,
    Offer one,
    Offer ten,
    Offer max) {

  static Vessel of(View view, Producer producer) {
    String id = producer.id();
    int owned = view.core().owned(id);
    OptionalInt next = Economy.nextMilestone(view.catalog(), owned);
    return new Vessel(
        id,
        producer.name(),
        owned,
        owned == 0 ? "" : "+" + perSecond(view.rate().perMsBySource().getOrDefault(id, Money.ZERO)),
        next.isEmpty()
            ? ""
            : "\u00d7" + view.catalog().milestoneMultiplier() + " at " + next.getAsInt(),
        next.isEmpty() ? 1_000 : part(view, owned, next.getAsInt()),
        Offer.of(view, id, 1),
        Offer.of(view, id, 10),
        Offer.max(view, id));
  }

  /** {@code 3.04K/s} of grains per millisecond. */
  static String perSecond(Money perMs) {
    return Coins.owned(perMs.times(1_000)) + "/s";
  }

  private static int part(View view, int owned, int next) {
    int before =
        view.catalog().milestones().stream()
            .mapToInt(it -> it)
            .filter(it -> it <= owned)
            .max()
            .orElse(0);
    return (owned - before) * 1_000 / (next - before);
  }
}
