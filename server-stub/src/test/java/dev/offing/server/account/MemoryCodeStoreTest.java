package dev.offing.server.account;

final class MemoryCodeStoreTest extends CodeStoreContract {
  private final MemoryCodeStore store = new MemoryCodeStore();

  @Override
  CodeStore store() {
    return store;
  }
}
