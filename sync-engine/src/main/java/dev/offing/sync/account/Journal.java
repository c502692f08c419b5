package dev.offing.sync.account;

import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of the double-entry book. The entry of a mutation holds what it moved and what was earned
 * since the entry before, so that the balance at asOf is the fold of the journal (sync.md 9,
 * invariant 1).
 */
public final class Journal {
  private Journal() {}

  /** The cause of a mutation's entry: its origin and id, the same in whatever carries it. */
  public static String cause(Mutation mutation) {
    return mutation.origin().incarnation() + "/" + mutation.id();
  }

  /** The entry's id: a hash of its cause, never random, so that it can be made twice. */
  public static String entryId(String cause) {
    return Canonical.of("offing-entry-1").text("cause", cause).sha256();
  }

  /** Entries that the rules made on their way are called by their cause: now by its hash. */
  static List<Entry> named(List<Entry> crossed) {
    return crossed.stream()
        .map(e ->
            e.id().equals(e.cause())
                ? new Entry(entryId(e.cause()), e.at(), e.cause(), e.postings(), e.effect())
                : e)
        .toList();
  }

  /** The entry of a mutation that acted at {@code at}. */
  static Entry entry(Mutation mutation, long at, List<Posting> postings) {
    String cause = cause(mutation);
    return new Entry(entryId(cause), at, cause, postings);
  }

  /**
   * What was earned since the entry before, in front of what the mutation itself moved.
   *
   * @param before the core at the entry before
   * @param after the core now
   * @param moved the mutation's own postings
   * @param crossed entries that acted in between and have rows of their own
   */
  static List<Posting> withEarnings(
      EconomyState before, EconomyState after, List<Posting> moved, List<Entry> crossed) {
    List<Posting> known = moved;
    if (!crossed.isEmpty()) {
      known = new ArrayList<>(moved);
      for (Entry e : crossed) {
        known.addAll(e.postings());
      }
    }
    // What no posting explains was earned; a part of it may have settled the claim.
    Money purse = after.purse().minus(before.purse()).minus(sum(known, Posting.PURSE));
    Money claim = before.claim().minus(after.claim()).minus(sum(known, Posting.CLAIM));
    List<Posting> postings = new ArrayList<>();
    add(postings, Posting.MINT, purse.plus(claim).negated());
    add(postings, Posting.PURSE, purse);
    add(postings, Posting.CLAIM, claim);
    postings.addAll(moved);
    return postings;
  }

  private static void add(List<Posting> postings, String account, Money amount) {
    if (amount.signum() != 0) {
      postings.add(new Posting(account, amount));
    }
  }

  /** What a player's own deed takes from the purse: what it pays, holds, sends or gives up. */
  public static Money taken(List<Posting> postings) {
    return sum(postings, Posting.SHOP)
        .plus(sum(postings, Posting.ESCROW))
        .plus(sum(postings, Posting.TRANSIT))
        .plus(sum(postings, Posting.CHARTER));
  }

  /** What {@code postings} add to one account of the book. */
  public static Money sum(List<Posting> postings, String account) {
    Money sum = Money.ZERO;
    for (Posting p : postings) {
      if (p.account().equals(account)) {
        sum = sum.plus(p.amount());
      }
    }
    return sum;
  }
}
