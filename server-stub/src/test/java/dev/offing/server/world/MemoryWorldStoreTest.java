package dev.offing.server.world;

final class MemoryWorldStoreTest extends WorldStoreContract {
  private final MemoryWorldStore store = new MemoryWorldStore(this::now);

  @Override
  WorldStore store() {
    return store;
  }

  @Override
  long now() {
    return 1_770_000_000_000L;
  }
}
