package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MemoryLinkStoreTest extends LinkStoreContract {
  private final AtomicLong clock = new AtomicLong();
  private final MemoryLinkStore store = new MemoryLinkStore(clock::get);

  @Override
  LinkStore store() {
    return store;
  }

  @Override
  void pass(long ms) {
    clock.addAndGet(ms);
  }

  @Test
  void aCopyIsAsOldAsItIs() {
    store.offer("CODE", "account", 1_000);
    store.recoverable("key", "account");
    MemoryLinkStore copy = store.copy();
    store.offer("NEXT", "account", 1_000);
    store.recoverable("key", "another");

    store.restart(copy);

    assertThat(store.claim("CODE", "a", "tablet", null).fate()).isEqualTo(LinkStore.Fate.CLAIMED);
    assertThat(store.claim("NEXT", "a", "tablet", null).fate()).isEqualTo(LinkStore.Fate.UNKNOWN);
    assertThat(store.recovers("key")).contains("account");
  }
}
