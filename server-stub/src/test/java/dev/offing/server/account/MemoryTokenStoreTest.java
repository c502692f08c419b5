package dev.offing.server.account;

import java.util.concurrent.atomic.AtomicLong;

final class MemoryTokenStoreTest extends TokenStoreContract {
  private final AtomicLong now = new AtomicLong(1_000);
  private final MemoryTokenStore store = new MemoryTokenStore(now::get);

  @Override
  TokenStore store() {
    return store;
  }

  @Override
  void afterMs(long ms) {
    now.addAndGet(ms);
  }
}
