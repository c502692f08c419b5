package dev.offing.client.ledger;

/**
 * A mutation that has its result.
 *
 * @param id the mutation's
 * @param note when and how fast, or the reason of the refusal
 */
public record SettledLine(String id, Tile tile, String title, String note, boolean refused) {}
