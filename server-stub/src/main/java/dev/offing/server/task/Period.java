package dev.offing.server.task;

/**
 * The parameters of a periodic task.
 *
 * @param at when the period began, ms of server time
 */
public record Period(long at) {}
