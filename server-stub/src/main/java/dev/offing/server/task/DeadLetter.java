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
    String kind, String id, int attempts, String reason, long at, JsonNode params) {}
