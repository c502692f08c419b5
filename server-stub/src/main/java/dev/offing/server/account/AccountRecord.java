package dev.offing.server.account;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;

/**
 * An account as the store keeps it.
 *
 * @param state the newest
 * @param checkpoint the seal on it
 * @param run the life of Redis in which the account's epoch was opened
 */
public record AccountRecord(State state, Checkpoint checkpoint, String run) {}
