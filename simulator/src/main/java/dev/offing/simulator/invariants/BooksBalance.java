package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.JournalRow;
import java.util.HashMap;
import java.util.Map;

/** 6 (and 1): every entry sums to zero, and every balance is the fold of its book. */
final class BooksBalance implements Watcher {
  private final Map<String, Money> purses = new HashMap<>();

  @Override
  public void committed(AccountStore.Write write) {
    String account = write.after().account();
    State before = write.before();
    Money purse =
        purses.getOrDefault(account, before == null ? opening(write) : before.core().purse());
    for (Entry entry : write.journal()) {
      if (!Posting.sum(entry.postings()).equals(Money.ZERO)) {
        throw new Violation("books-balance", "entry " + entry.id() + " does not sum to zero");
      }
      for (Posting posting : entry.postings()) {
        if (posting.account().equals(Posting.PURSE)) {
          purse = purse.plus(posting.amount());
        }
      }
    }
    purses.put(account, purse);
    if (!purse.equals(write.after().core().purse())) {
      throw new Violation(
          "books-balance",
          "the journal of %s makes %s, the purse holds %s"
              .formatted(account.substring(0, 8), purse, write.after().core().purse()));
    }
  }

  /** An account begins with a purse that no entry explains. */
  private static Money opening(AccountStore.Write write) {
    Money moved = Money.ZERO;
    for (Entry entry : write.journal()) {
      for (Posting posting : entry.postings()) {
        if (posting.account().equals(Posting.PURSE)) {
          moved = moved.plus(posting.amount());
        }
      }
    }
    return write.after().core().purse().minus(moved);
  }

  @Override
  public void settled(World world) {
    for (Device device : world.devices()) {
      Confirmed confirmed = device.disk().load().confirmed();
      if (confirmed == null || !device.disk().outbox().isEmpty()) {
        continue;
      }
      Money booked = Money.ZERO;
      for (JournalRow row : device.disk().journal().values()) {
        booked = isFinal(row) ? booked.plus(row.earned()).plus(row.moved()) : booked;
      }
      if (!booked.equals(confirmed.state().core().purse())) {
        throw new Violation(
            "books-balance",
            "the book of %s makes %s, its purse holds %s"
                .formatted(device.name(), booked, confirmed.state().core().purse()));
      }
    }
  }

  private static boolean isFinal(JournalRow row) {
    return switch (row.status()) {
      case CONFIRMED, REFUSED, FORGOTTEN -> true;
      case PREDICTED, PREDICTED_REFUSED -> false;
    };
  }
}
