package dev.offing.client.harbour;

/**
 * One row of upgrades or boosts.
 *
 * @param id in the catalog
 * @param name for people
 * @param text one line of flavour; of a locked one, what it needs
 * @param state whether it can be had
 * @param label what its button does, or when it can
 * @param priceText its price
 * @param part how much of the price is there, or how much of a running one is left, of 1,000
 * @param pending whether it is on its way to the server
 * @param best whether it is the one to take: the cheapest that can be paid
 */
public record Extra(
    String id,
    String name,
    String text,
    State state,
    String label,
    String priceText,
    int part,
    boolean pending,
    boolean best) {

  /** Whether it can be had. */
  public enum State {
    /** The purse can pay it. */
    READY,
    /** The purse cannot yet. */
    DEAR,
    /** A boost that is running. */
    RUNNING,
    /** Something is to be done first. */
    LOCKED,
    /** An upgrade that is owned. */
    OWNED
  }

  Extra asBest() {
    return new Extra(id, name, text, state, label, priceText, part, pending, /* best= */ true);
  }
}
