package dev.offing.server.account;

import dev.offing.server.world.WorldView;
import dev.offing.sync.account.EpochVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a plan for an account sees.
 *
 * @param record the account; null when there is none
 * @param run the life of the store in which it was loaded
 * @param now ms of server time, not before the account's asOf
 * @param to the point that a commit would make
 * @param world the world list as it is known now
 */
record Context(
    @Nullable AccountRecord record, String run, long now, EpochVersion to, WorldView world) {}
