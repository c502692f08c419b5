package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Heal;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.JournalRow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** 6 (and 1): every entry sums to zero, and every balance is the fold of its book. */
final class BooksBalance implements Watcher {
  private final Histories histories;

  BooksBalance(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void committed(AccountStore.Write write) {
    String account = write.after().account();
    Money purse = purseBefore(write);
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
    checkBooks(write);
    if (!purse.equals(write.after().core().purse())) {
      throw new Violation(
          "books-balance",
          "the journal of %s makes %s, the purse holds %s"
              .formatted(account.substring(0, 8), purse, write.after().core().purse()));
    }
  }

  /** What lies outside the purse is the fold of the book as well. */
  private void checkBooks(AccountStore.Write write) {
    EpochVersion from = from(write);
    Map<String, Money> books =
        new TreeMap<>(
            from == null ? Map.of() : histories.find(write.after().account(), from).books);
    for (Entry entry : write.journal()) {
      for (Posting posting : entry.postings()) {
        switch (posting.account()) {
          case Posting.PURSE, Posting.CLAIM, Posting.MINT, Posting.SHOP -> {}
          default -> books.merge(posting.account(), posting.amount(), Money::plus);
        }
      }
    }
    books.values().removeIf(it -> it.signum() == 0);
    if (!books.equals(write.after().core().dealings().books())) {
      throw new Violation(
          "books-balance",
          "the journal of %s makes %s, its books hold %s"
              .formatted(
                  write.after().account().substring(0, 8),
                  books,
                  write.after().core().dealings().books()));
    }
  }

  private static @Nullable EpochVersion from(AccountStore.Write write) {
    return switch (write.made()) {
      case Commit commit -> commit.from();
      case Heal heal -> heal.from();
    };
  }

  /** The balance on which the entries are booked. */
  private Money purseBefore(AccountStore.Write write) {
    EpochVersion from = from(write);
    if (from != null) {
      return histories.find(write.after().account(), from).purse;
    }
    return write.made() instanceof Heal ? Money.ZERO : opening(write);
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
