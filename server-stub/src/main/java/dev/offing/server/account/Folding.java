package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Head;
import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps journals from growing without end: the oldest rows become an opening (docs/design/sync.md
 * 4.9). It is no commit: neither state nor version, nor anything that a device knows, changes by
 * it. What is kept reaches further back than any heal may.
 */
final class Folding {
  private static final Logger log = LoggerFactory.getLogger(Folding.class);
  private static final int PAGE = 512;

  private final AccountStore store;
  private final LongFunction<Money> startPurse;
  private final Retention retention;

  Folding(AccountStore store, LongFunction<Money> startPurse, Retention retention) {
    this.store = store;
    this.startPurse = startPurse;
    this.retention = retention;
  }

  /** What a purse holds that begins under the rules that are known now. */
  static LongFunction<Money> startPurse(Supplier<WorldView> world) {
    return asOf -> Economy.genesis(world.get().rules().at(asOf), asOf).purse();
  }

  /**
   * Folds the journal of an account, where it is long enough and adds up.
   *
   * @return whether it was folded
   * @throws RedisUnavailable when the store does not answer; whether it was folded is unknown then,
   *     and it is whole either way
   */
  boolean fold(String account) {
    Head head = store.head(account);
    if (head.rows() <= retention.journalMost()) {
      return false;
    }
    Loaded loaded = store.load(account, false);
    AccountRecord record = loaded.record();
    if (record == null) {
      return false;
    }
    Audit audit = Audit.of(record.state(), store.journal(account), head.opening(), startPurse);
    if (!audit.wrong().isEmpty()) {
      log.error("the book of {} is not folded: {}", account, audit.wrong());
      return false;
    }
    long drop = head.rows() - retention.journalKept();
    Opening after = opening(account, head.opening(), audit, drop);
    return after != null
        && store.fold(account, record.state().at().epoch(), head.opening(), after, drop);
  }

  /** Null where no row of the surviving history is among the oldest. */
  private @Nullable Opening opening(
      String account, @Nullable Opening before, Audit audit, long drop) {
    SortedMap<String, Money> balances = new TreeMap<>(audit.start());
    EpochVersion through = before == null ? null : before.through();
    for (long from = 0; from < drop; from += PAGE) {
      for (Booked row : store.oldest(account, from, (int) Math.min(PAGE, drop - from))) {
        if (audit.chain().contains(row.made().to())) {
          Opening.add(balances, row);
          through = row.made().to();
        }
      }
    }
    balances.values().removeIf(it -> it.signum() == 0);
    return through == null
        ? null
        : new Opening(through, drop + (before == null ? 0 : before.rows()), balances);
  }
}
