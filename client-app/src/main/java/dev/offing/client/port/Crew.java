package dev.offing.client.port;

/**
 * Somebody who is in the port.
 *
 * @param account as the server gives it: the first characters of the account
 * @param name what they are called, or {@code You}
 * @param note the account, and on how many machines where it is more than one
 */
public record Crew(String account, String name, String note, boolean self) {}
