package dev.offing.server.account;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in an account's book in place of its oldest rows (docs/design/sync.md 4.9).
 *
 * @param through the point of history that the newest of those rows made
 * @param rows how many they were, those of lost branches among them
 * @param balances what the accounts of the book held then
 */
public record Opening(EpochVersion through, long rows, SortedMap<String, Money> balances) {
  /** Copies the map. */
  public Opening {
    balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
  }

  /** What an account of the book held. */
  Money balance(String account) {
    return balances.getOrDefault(account, Money.ZERO);
  }

  /** Adds what a row booked. */
  static void add(SortedMap<String, Money> balances, Booked row) {
    for (Entry entry : row.entries()) {
      for (Posting posting : entry.postings()) {
        balances.merge(posting.account(), posting.amount(), Money::plus);
      }
    }
  }
}
