package dev.offing.client.market;

/**
 * What one has of a good.
 *
 * @param good its id
 * @param title {@code 340 amber}
 * @param worth at the price of now; empty where that is not known
 */
public record HoldingRow(String good, String title, String worth) {}
