package dev.offing.client.ledger;

/**
 * A mutation on its way.
 *
 * @param id the mutation's
 * @param note what it takes, or the refusal that is expected
 * @param sent whether it is on its way over the present connection; else it is written here only
 * @param doomed whether a refusal is expected
 */
public record OutboxRow(
    String id, Tile tile, String title, String note, boolean sent, boolean doomed) {}
