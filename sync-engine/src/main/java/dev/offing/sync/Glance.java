package dev.offing.sync;

import dev.offing.sync.session.AwayReport;
import java.util.Optional;

/**
 * What a screen shows, all of one moment.
 *
 * @param view the account
 * @param status the connection
 * @param away what is to be told of an absence, as {@link SyncEngine#away}
 */
public record Glance(View view, SyncStatus status, Optional<AwayReport> away) {}
