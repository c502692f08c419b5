package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wait is told by. */
final class OutlookTest {

  @TempDir Path folder;

  @Test
  void onlineTheLampIsExpectedToBeRefilledAndOfflineItIsNot() {
    try (Harbours on = new Harbours(folder)) {
      on.harbour.buy("rowboat", 1);
      on.settle();
      View view = on.engine.view();
      SyncStatus offline = on.engine.status();
      assertThat(Outlook.of(view, offline)).isSameAs(view);
      assertThat(Offer.of(view, "rowboat", 100).waitText()).isEqualTo("out of reach");

      View outlook = Outlook.of(view, with(offline, Link.ONLINE));
      Offer offer = Offer.of(outlook, "rowboat", 100);
      // A coin a second, whatever the lamp holds.
      assertThat(offer.waitMs())
          .isEqualTo(
              offer.price().minus(view.core().purse()).grains().longValueExact() / 1_000 * 1_000
                  + 1_000);
      assertThat(Offer.of(outlook, "clipper", 1).waitText()).isEqualTo("out of reach");
      assertThat(Offer.of(outlook, "dinghy", 1).waitMs())
          .isEqualTo(Offer.of(view, "dinghy", 1).waitMs());
    }
  }

  private static SyncStatus with(SyncStatus it, Link link) {
    return new SyncStatus(
        link,
        it.pending(),
        it.pendingBytes(),
        it.oldestPendingMs(),
        it.version(),
        it.digest(),
        it.confirmedPurse(),
        it.confirmedAsOf(),
        it.offlineSinceMs(),
        it.retryInMs(),
        it.lastError(),
        it.skewMs(),
        it.clockVerified(),
        it.account(),
        it.node(),
        it.serverTick());
  }
}
