package dev.offing.sync.ledger;

/**
 * What a device knew of the server's time when it last wrote it down.
 *
 * @param offsetMs server time minus the wall clock
 * @param serverMs the last known server time, 0 for none; a guess does not count
 */
public record ClockAnchor(long offsetMs, long serverMs) {}
