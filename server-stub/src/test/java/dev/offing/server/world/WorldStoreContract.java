package dev.offing.server.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.World;
import dev.offing.sync.account.World.Row;
import org.junit.jupiter.api.Test;

/** What every store of the world list keeps to. */
abstract class WorldStoreContract {
  private static final String EPOCH = "e".repeat(32);
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  abstract WorldStore store();

  /** The store's own time, ms. */
  abstract long now();

  @Test
  void aCatalogIsListedOnceAndNeverBeforeTheOneThatItFollows() {
    long at = now();
    store().publish(EPOCH, FIRST, "{1}", at, at + 10_000);
    store().publish("f".repeat(32), FIRST, "{1}", at + 5, at + 10_005);
    store().publish(EPOCH, SECOND, "{2}", 0, at - 7);

    assertThat(store().read().epoch()).isEqualTo(EPOCH);
    assertThat(store().read().rows())
        .containsExactly(new Row(1, at, FIRST), new Row(2, at + 1, SECOND));
    assertThat(store().catalogText(SECOND)).isEqualTo("{2}");
  }

  @Test
  void anEventIsAnnouncedOnceAndAheadOfItsBegin() {
    long at = now();
    World.Event fair = new World.Event("fair", at + 90_000);
    store().announce(at + 60_000, fair);
    assertThat(store().read().rows()).as("there is no list yet").isEmpty();

    store().publish(EPOCH, FIRST, "{1}", at, at);
    store().announce(at + 60_000, fair);
    store().announce(at + 60_000, fair);
    store().announce(at + WorldStore.AHEAD_MS - 1, new World.Event("late", at + 90_000));

    assertThat(store().read().rows())
        .containsExactly(new Row(1, at, FIRST), new Row(2, at + 60_000, fair));
  }
}
