package dev.offing.client.bridge;

import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.session.SyncEvent;

/** Who is told by the bridge, once per pulse, on the thread of the screen. */
public interface Watcher {

  /** The account and the connection as they are now. */
  default void show(View view, SyncStatus status) {}

  /** What happened since the last pulse; told after every watcher was shown. */
  default void heard(SyncEvent event) {}

  /** Everybody was shown and told everything: what was gathered can change the screen once. */
  default void pulsed() {}
}
