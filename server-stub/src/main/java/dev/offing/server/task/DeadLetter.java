package dev.offing.server.task;

import tools.jackson.databind.JsonNode;

/**
 * A task that was given up.
 *
 * @param attempts how often it was tried
 * @param reason what the last one said
 * @param at when it was given up, ms of server time
 * @param params what it was to do
 */
public record DeadLetter(
    String kind, String id, int attempts, String reason, long at, JsonNode params) {
  /** The reason where each run, or the last one that was left, was not heard of again. */
  public static final String NEVER_ENDED =
      "it took its worker down with it, or ran beyond the end of its node";
}
