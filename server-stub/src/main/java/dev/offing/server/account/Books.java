package dev.offing.server.account;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a server, looked at by somebody who is no player: for {@code ./offing books}. It
 * reads only. Safe for use by many threads; calls block.
 */
public final class Books {
  private final RedisAccountStore store;
  private final KeyFile keys;
  private final LongFunction<Money> startPurse;

  /**
   * The books of a store.
   *
   * @param startPurse what a purse holds that begins at a time, ms of server time
   */
  public Books(RedisAccountStore store, KeyFile keys, LongFunction<Money> startPurse) {
    this.store = store;
    this.keys = keys;
    this.startPurse = startPurse;
  }

  /** The ids of all accounts; those that begin meanwhile may be left out. */
  public List<String> accounts() {
    return store.accounts().stream().filter(it -> !store.load(it, false).deleted()).toList();
  }

  /**
   * Folds an account's journal and compares: what does not add up, in words; empty when all does.
   * An account that is written meanwhile is looked at again, a few times.
   */
  public List<String> verify(String account) {
    List<String> wrong = List.of();
    for (int attempt = 0; attempt < 3; attempt++) {
      AccountStore.Loaded loaded;
      try {
        loaded = store.load(account, false);
      } catch (ProtocolException | IllegalArgumentException | IllegalStateException e) {
        return List.of("what is stored cannot be read: " + e.getMessage());
      }
      AccountRecord record = loaded.record();
      if (record == null) {
        return List.of(); // deleted meanwhile
      }
      wrong = verify(record);
      if (wrong.isEmpty() || store.unchanged(account, record.state().at(), loaded.run())) {
        return wrong;
      }
    }
    return wrong;
  }

  private List<String> verify(AccountRecord record) {
    List<String> wrong = new ArrayList<>();
    String account = record.state().account();
    Checkpoint seal = record.checkpoint();
    if (!keys.verifies(seal)) {
      wrong.add("its seal is not of a key in the key file");
    }
    try {
      Opening opening = store.head(account).opening();
      wrong.addAll(Audit.of(record.state(), store.journal(account), opening, startPurse).wrong());
    } catch (ProtocolException | IllegalArgumentException | IllegalStateException e) {
      wrong.add("a row of its journal cannot be read: " + e.getMessage());
    }
    return wrong;
  }

  /**
   * An account as it stands.
   *
   * @param newest rows of its journal, newest first
   */
  public record Shown(
      AccountRecord record, @Nullable Opening opening, long rows, List<Booked> newest) {
    /** Copies the list. */
    public Shown {
      newest = List.copyOf(newest);
    }
  }

  /**
   * An account to be shown; null where there is none.
   *
   * @param most rows of its journal at most
   */
  public @Nullable Shown show(String account, int most) {
    AccountRecord record = store.load(account, false).record();
    if (record == null) {
      return null;
    }
    List<Booked> newest = new ArrayList<>();
    Iterator<Booked> journal = store.journal(account);
    while (newest.size() < most && journal.hasNext()) {
      newest.add(journal.next());
    }
    AccountStore.Head head = store.head(account);
    return new Shown(record, head.opening(), head.rows(), newest);
  }
}
