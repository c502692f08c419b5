package dev.offing.client.market;

/**
 * An open order.
 *
 * @param id of the order
 * @param good its good
 * @param title {@code Buy 80 tea}: what is left of it
 * @param limit for one
 * @param traded how often a part of it was traded, in words
 * @param held what it holds
 */
public record OrderRow(
    String id, String good, String title, String limit, String traded, String held) {}
