package dev.offing.client.harbour;

import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Timeline;
import java.util.List;

/**
 * What can be expected of the time to come. While there is a connection every contact refills the
 * lamp, so a wait is told as if it went on; without one, nothing is promised beyond the lamp's end.
 */
final class Outlook {

  /** A longer wait is out of reach, ms. */
  private static final long FAR_MS = 100L * 24 * 3_600_000;

  private Outlook() {}

  static View of(View view, SyncStatus status) {
    boolean connected = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    if (!connected || !view.lit()) {
      return view;
    }
    long far = view.nowMs() + FAR_MS;
    Contact goesOn =
        view.timeline()
            .contact()
            .union(
                new Contact(List.of(new Contact.Interval(view.nowMs(), far))),
                view.catalog().baseLampMs());
    return new View(
        view.core(),
        new Timeline(view.timeline().rulebook(), goesOn, view.timeline().entries()),
        view.catalog(),
        view.nowMs(),
        far,
        view.rate(),
        view.pending(),
        view.pendingCost(),
        view.reserved(),
        view.pendingItems());
  }
}
