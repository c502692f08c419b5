package dev.offing.server.account;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The accounts that were deleted. They are noted outside the store, so that a store that comes back
 * older or empty brings none of them back (docs/design/sync.md 6). Safe for use by many threads.
 */
public interface Graves {
  /** Whether the account was deleted. */
  boolean holds(String account);

  /**
   * Notes that an account is deleted; it is noted for good when this returns. May be repeated.
   *
   * @param at ms of server time
   * @throws dev.offing.server.fault.StubFailure when it cannot be noted
   */
  void dig(String account, long at);

  /** All of them. */
  Set<String> all();

  /** Graves that nothing is kept of: for simulations. */
  static Graves inMemory() {
    Set<String> dug = new ConcurrentSkipListSet<>();
    return new Graves() {
      @Override
      public boolean holds(String account) {
        return dug.contains(account);
      }

      @Override
      public void dig(String account, long at) {
        dug.add(account);
      }

      @Override
      public Set<String> all() {
        return Set.copyOf(dug);
      }
    };
  }
}
