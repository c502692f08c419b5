package dev.offing.server.account;

final class MemoryAccountStoreTest extends AccountStoreContract {
  private final AccountStore store = new MemoryAccountStore("run-1", null);

  @Override
  AccountStore store() {
    return store;
  }
}
