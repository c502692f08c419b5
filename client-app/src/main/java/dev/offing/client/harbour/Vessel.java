package dev.offing.client.harbour;

/**
 * One row of the fleet.
 *
 * @param id the producer's id in the catalog
 * @param name for people; of one that was never owned, what is said of it
 * @param known false for one that is only guessed at
 * @param rumour what is said of one that is only guessed at; empty for others
 * @param owned how many
 * @param pending whether something of it is on its way to the server
 * @param rateText what they earn together now, {@code +3.04K/s}; of one that is not owned what each
 *     would, {@code 1/s each}; empty for a rumour
 * @param milestoneText {@code ×2 at 200}; empty after the last
 * @param milestonePart how far to it, of 1,000
 * @param offer what its button stands for
 * @param label what the button does: {@code Buy 10}, or when it can
 * @param priceText the price on it
 * @param best whether no other purchase pays for itself sooner
 */
public record Vessel(
    String id,
    String name,
    boolean known,
    String rumour,
    int owned,
    boolean pending,
    String rateText,
    String milestoneText,
    int milestonePart,
    Offer offer,
    String label,
    String priceText,
    boolean best) {

  Vessel asBest() {
    return new Vessel(
        id,
        name,
        known,
        rumour,
        owned,
        pending,
        rateText,
        milestoneText,
        milestonePart,
        offer,
        label,
        priceText,
        /* best= */ true);
  }
}
