package dev.offing.server.account;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The book of an account, added up from where it begins to now (docs/design/sync.md 9, invariant
 * 1). Only rows of the history that survived count; those of a branch that a heal replaced are
 * passed over. Pure.
 *
 * @param wrong what does not add up, in words; empty when all does
 * @param chain the points of history that the counted rows made, newest first
 * @param start what the accounts of the book held before the first of them
 */
record Audit(List<String> wrong, Set<EpochVersion> chain, SortedMap<String, Money> start) {
  /**
   * Adds up.
   *
   * @param opening in place of rows that were folded; null where none were
   * @param startPurse what a purse holds that begins at a time, ms of server time
   */
  static Audit of(
      State state,
      Iterator<Booked> newestFirst,
      @Nullable Opening opening,
      LongFunction<Money> startPurse) {
    List<String> wrong = new ArrayList<>();
    Set<EpochVersion> chain = new LinkedHashSet<>();
    SortedMap<String, Money> moved = new TreeMap<>();
    EpochVersion wanted = state.at();
    Booked first = null;
    while (wanted != null && newestFirst.hasNext() && !endsAt(opening, wanted)) {
      Booked row = newestFirst.next();
      if (!row.made().to().equals(wanted)) {
        continue; // of a branch that a heal replaced, or read twice
      }
      for (Entry entry : row.entries()) {
        if (Posting.sum(entry.postings()).signum() != 0) {
          wrong.add("entry %s at %s does not sum to zero".formatted(entry.id(), wanted));
        }
      }
      Opening.add(moved, row);
      chain.add(wanted);
      first = row;
      wanted =
          switch (row.made()) {
            case Commit commit -> commit.from();
            case Heal heal -> heal.from();
          };
    }
    SortedMap<String, Money> start = new TreeMap<>();
    if (opening != null && opening.through().equals(wanted)) {
      start.putAll(opening.balances());
    } else if (wanted != null) {
      wrong.add("the row that made %s is missing".formatted(wanted));
    } else if (opening != null) {
      wrong.add("the book begins before its opening at %s".formatted(opening.through()));
    } else if (first != null && first.made() instanceof Commit commit && commit.genesis() != null) {
      start.put(Posting.PURSE, startPurse.apply(commit.genesis().asOf()));
    }
    if (wrong.isEmpty()) {
      compare(wrong, "purse", state.core().purse(), sum(start, moved, Posting.PURSE));
      compare(wrong, "claim", state.core().claim(), sum(start, moved, Posting.CLAIM).negated());
      Dealings dealings = state.core().dealings();
      compare(wrong, "escrow of open orders", dealings.held(), dealings.on(Posting.ESCROW));
      for (String book : books(dealings, start, moved)) {
        compare(wrong, book, dealings.on(book), sum(start, moved, book));
      }
    }
    return new Audit(List.copyOf(wrong), chain, start);
  }

  /** The books that the state has a balance of. */
  private static Set<String> books(
      Dealings dealings, SortedMap<String, Money> start, SortedMap<String, Money> moved) {
    Set<String> books = new TreeSet<>(dealings.books().keySet());
    books.addAll(start.keySet());
    books.addAll(moved.keySet());
    books.removeAll(Set.of(Posting.PURSE, Posting.CLAIM, Posting.MINT, Posting.SHOP));
    return books;
  }

  private static boolean endsAt(@Nullable Opening opening, @Nullable EpochVersion point) {
    return opening != null && opening.through().equals(point);
  }

  private static Money sum(
      SortedMap<String, Money> start, SortedMap<String, Money> moved, String account) {
    return start.getOrDefault(account, Money.ZERO).plus(moved.getOrDefault(account, Money.ZERO));
  }

  private static void compare(List<String> wrong, String what, Money holds, Money booked) {
    if (!holds.equals(booked)) {
      wrong.add("the %s holds %s, the book makes %s".formatted(what, holds, booked));
    }
  }
}
