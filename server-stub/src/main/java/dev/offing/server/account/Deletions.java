package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.redis.RedisUnavailable;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deleting accounts for ever (docs/design/sync.md 6). The grave comes first and the data after it,
 * so that whatever breaks off in between is completed later and never undone.
 */
final class Deletions {
  private static final Logger log = LoggerFactory.getLogger(Deletions.class);

  /** What became of the wish to delete an account. */
  enum Outcome {
    /** It is gone. */
    DELETED,
    /** There is none here. */
    UNKNOWN,
    /** The account does not list the device. */
    NOT_ITS_OWN
  }

  private final AccountStore store;
  private final Graves graves;
  private final LongSupplier clock;

  Deletions(AccountStore store, Graves graves, LongSupplier clock) {
    this.store = store;
    this.graves = graves;
    this.clock = clock;
  }

  /**
   * Ends here when the account was deleted.
   *
   * @throws AccountDeleted then; a store that had forgotten it is told again
   */
  void check(Slot slot, Loaded loaded) {
    boolean buried = graves.holds(slot.account);
    if (buried && !loaded.deleted()) {
      slot.cached = null;
      store.delete(slot.account, clock.getAsLong());
    }
    if (buried || loaded.deleted()) {
      throw new AccountDeleted();
    }
  }

  /** Deletes an account as a device of it wishes, under the slot's lock. */
  Outcome delete(Slot slot, String device) {
    slot.cached = null;
    Loaded loaded = store.load(slot.account, false);
    check(slot, loaded);
    AccountRecord record = loaded.record();
    if (record == null) {
      return Outcome.UNKNOWN; // a server that forgot is healed first: who may delete stands there
    }
    if (!record.state().devices().keys().contains(device)) {
      return Outcome.NOT_ITS_OWN;
    }
    long now = clock.getAsLong();
    slot.sessions.stream()
        .filter(it -> it.device().equals(device))
        .forEach(it -> it.deletes = true);
    graves.dig(slot.account, now);
    store.delete(slot.account, now);
    log.info("account {} was deleted by its owner", slot.account);
    tell(slot);
    return Outcome.DELETED;
  }

  /** Tells the sessions of an account on this node; under the slot's lock. */
  static void tell(Slot slot) {
    slot.cached = null;
    for (AccountSession session : slot.sessions) {
      if (!session.deletes) {
        session.send(AccountDeleted.told());
      }
    }
  }

  /** Deletes again what a store brought back, as far as it answers. */
  void bury() {
    try {
      for (String account : graves.all()) {
        if (!store.load(account, false).deleted()) {
          store.delete(account, clock.getAsLong());
        }
      }
    } catch (RedisUnavailable e) {
      log.debug("deleted accounts were not looked for: {}", e.getMessage());
    }
  }
}
