package dev.offing.client.ledger;

/**
 * Something that the screen has to say once.
 *
 * @param good whether it went well
 */
public record Notice(boolean good, String title, String text) {}
