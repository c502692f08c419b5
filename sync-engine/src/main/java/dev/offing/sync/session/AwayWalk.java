package dev.offing.sync.session;

import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Play;
import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.Absence;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One way through an absence by what is known of it, counting what is earned and moved after its
 * beginning. Made, used and dropped inside one call.
 */
final class AwayWalk {
  private final long left;
  private final long back;
  private final Rulebook rules;
  final Contact lastContact;
  final SortedMap<String, Money> bySource = new TreeMap<>();
  private final SortedMap<String, Money> byKind = new TreeMap<>();
  private Play play;
  Money earned = Money.ZERO;
  long litMs;
  private @Nullable Money first;
  private Money after = Money.ZERO;

  /**
   * At the beginning of the way.
   *
   * @param contact with the server beside what the absence's base has
   * @param arrived entries beside those of the base
   */
  AwayWalk(
      Absence absence,
      List<Entry> arrived,
      @Nullable Contact contact,
      long backMs,
      Rulebook rules) {
    Play base = absence.base();
    this.left = absence.leftMs();
    this.back = Math.max(backMs, Math.max(left, base.core().asOf()));
    this.rules = rules;
    this.lastContact = base.contact();
    // Contacts since the return light what lies after it, in an absence that goes on.
    this.play =
        new Play(
            base.core(),
            joined(base, arrived),
            contact == null
                ? base.contact()
                : base.contact().union(contact, rules.at(left).baseLampMs()),
            base.transfers());
  }

  private static List<Entry> joined(Play base, List<Entry> arrived) {
    List<Entry> all = new ArrayList<>(base.entries());
    arrived.stream()
        .filter(e -> e.at() > base.core().asOf())
        .filter(e -> base.entries().stream().noneMatch(it -> it.id().equals(e.id())))
        .forEach(all::add);
    all.sort(Comparator.comparingLong(Entry::at).thenComparing(Entry::id));
    return all;
  }

  void move(Mutation move) {
    Play.Judged judged = play.judge(move, Math.max(back, play.core().asOf()), rules);
    if (judged.rejection() == null && judged.effectiveAt() > left) {
      pass(judged.effectiveAt());
      count("own", Journal.taken(judged.postings()).negated());
    }
    play = judged.after();
  }

  /** To the end of the way. */
  AwayWalk end() {
    after = pass(back).purse();
    // What is left pays, or leaves, a claim: all other causes are counted.
    Money counted = byKind.values().stream().reduce(Money.ZERO, Money::plus);
    count("claim", after.minus(before()).minus(earned).minus(counted));
    return this;
  }

  /** The purse at the beginning of the absence. */
  Money before() {
    return first == null ? after : first;
  }

  /** The purse at its end. */
  Money after() {
    return after;
  }

  /** What else moved, by the kinds of the book; nothing is no key. */
  SortedMap<String, Money> byKind() {
    return byKind;
  }

  long capMs() {
    return Economy.capMs(play.core(), rules.at(left));
  }

  private void count(String kind, Money amount) {
    if (amount.signum() != 0) {
      byKind.merge(kind, amount, Money::plus);
      byKind.values().removeIf(it -> it.signum() == 0);
    }
  }

  private EconomyState pass(long until) {
    long to = Math.max(until, play.core().asOf());
    EconomyState from =
        Economy.advance(play.core(), Math.min(to, Math.max(left, play.core().asOf())), reads())
            .state();
    if (first == null) {
      first = from.purse();
    }
    Advanced passed = Economy.advance(from, to, reads());
    passed.bySource().forEach((id, it) -> bySource.merge(id, it, Money::plus));
    earned = earned.plus(passed.earned());
    litMs += passed.litMs();
    for (Entry entry : passed.crossed()) {
      count(
          Book.kind(entry),
          Journal.sum(entry.postings(), Posting.PURSE)
              .plus(Journal.sum(entry.postings(), Posting.CLAIM)));
    }
    return passed.state();
  }

  private Timeline reads() {
    return new Timeline(rules, play.contact(), play.entries());
  }
}
