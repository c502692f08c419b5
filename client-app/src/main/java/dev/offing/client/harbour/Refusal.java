package dev.offing.client.harbour;

/**
 * Something that was not done, for people.
 *
 * @param title what: {@code Not bought: 12 x Paddle steamer}
 * @param reason why, and that nothing was taken
 */
public record Refusal(String title, String reason) {}
