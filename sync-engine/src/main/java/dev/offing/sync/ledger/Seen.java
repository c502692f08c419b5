package dev.offing.sync.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Until when somebody was here.
 *
 * @param atMs ms of server time, as the device estimates it
 * @param untold an absence before that which was not told yet; null for none
 */
public record Seen(long atMs, @Nullable Absence untold) {}
