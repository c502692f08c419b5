package dev.offing.server.task;

/**
 * How much lies in the queue of a kind.
 *
 * @param waiting to be done now
 * @param running on some worker
 * @param later to be done at some time
 * @param dead given up
 */
public record QueueSize(String kind, long waiting, long running, long later, long dead) {}
