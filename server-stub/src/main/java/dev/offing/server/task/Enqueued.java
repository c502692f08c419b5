package dev.offing.server.task;

/**
 * A task that is enqueued.
 *
 * @param id by which it can be looked at and cancelled
 * @param isNew false where a task of that id was there, and this one is none
 */
public record Enqueued(String id, boolean isNew) {}
