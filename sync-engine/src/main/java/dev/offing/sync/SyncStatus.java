package dev.offing.sync;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a device's synchronisation at one moment.
 *
 * @param link how it stands
 * @param pending mutations without a result
 * @param pendingBytes what they take on the wire, at most
 * @param oldestPendingMs how long the oldest has waited
 * @param version the confirmed point of history; null before the first
 * @param digest of the confirmed state; null before the first
 * @param confirmedPurse the confirmed purse, as of {@code confirmedAsOf} (ms of server time)
 * @param offlineSinceMs ms of server time; 0 while connected
 * @param retryInMs until the next attempt, 0 while none is due
 * @param lastError what went wrong last, for a person; null for nothing
 * @param skewMs server time minus the device's wall clock
 * @param clockVerified whether the server was asked since the last start, suspend or clock change
 * @param account the account's id
 * @param node the server node that answered; null before the first
 * @param serverTick what the server said last of the account; null before the first
 */
public record SyncStatus(
    Link link,
    int pending,
    long pendingBytes,
    long oldestPendingMs,
    @Nullable EpochVersion version,
    @Nullable String digest,
    Money confirmedPurse,
    long confirmedAsOf,
    long offlineSinceMs,
    long retryInMs,
    @Nullable String lastError,
    long skewMs,
    boolean clockVerified,
    String account,
    @Nullable String node,
    ServerMessage.@Nullable Tick serverTick) {}
