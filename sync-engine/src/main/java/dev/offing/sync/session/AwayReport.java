package dev.offing.sync.session;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.Absence;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened while nobody was here. It only tells: the money is in the account by the rules
 * alone, whether anybody reads this or not.
 *
 * <p>It adds up to the grain: the sources sum to what was earned, and the purse before, what was
 * earned and what else moved sum to the purse afterwards. What is earned is counted by the very
 * function that the account itself is advanced with, over the same time, so there is no remainder
 * to spread. A move that the server refused is left out as if it had never been made, as it is in
 * the account.
 *
 * @param leftMs until when somebody was here, ms of server time
 * @param backMs when somebody came back
 * @param contactMs the last contact with the server before that
 * @param lampOutMs when the lamp went out, or will without another contact
 * @param capMs how long it burns after a contact, ms
 * @param litMs how long it burned in the absence, ms
 * @param before the purse at {@code leftMs}, grains; without the moves that were refused
 * @param after the purse at {@code backMs}
 * @param earned in the absence
 * @param moved what else came (or, negative, went): gifts, claims that were settled
 * @param bySource {@code earned} by producer id
 * @param applied how many moves that were on their way have acted
 * @param refused those that have not
 * @param waiting how many are still on their way
 * @param changes {@code moved} by what moved it, in the words of the book's kinds; "own" for
 *     purchases and gifts of the absence, "claim" for what paid a claim
 * @param surprises why {@code after} is other than the device expected before it asked the server,
 *     by cause: {@code catalog}, {@code events}, {@code contact}, {@code refused}, and the kinds of
 *     what arrived; empty where it is as expected
 */
public record AwayReport(
    long leftMs,
    long backMs,
    long contactMs,
    long lampOutMs,
    long capMs,
    long litMs,
    Money before,
    Money after,
    Money earned,
    Money moved,
    SortedMap<String, Money> bySource,
    int applied,
    List<Refused> refused,
    int waiting,
    SortedMap<String, Money> changes,
    SortedMap<String, Money> surprises) {

  /** A move that did not act. */
  public record Refused(Command command, Rejection why) {}

  /**
   * What became of a move.
   *
   * @param why it did not act; null where it did
   */
  public record Fate(@Nullable Rejection why) {}

  /**
   * @throws IllegalArgumentException where it does not add up
   */
  public AwayReport {
    bySource = Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    refused = List.copyOf(refused);
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    surprises = Collections.unmodifiableSortedMap(new TreeMap<>(surprises));
    require(changes.values().stream().reduce(Money.ZERO, Money::plus).equals(moved), "changes");
    require(bySource.values().stream().reduce(Money.ZERO, Money::plus).equals(earned), "sources");
    require(before.plus(earned).plus(moved).equals(after), "purse");
  }

  private static void require(boolean so, String what) {
    if (!so) {
      throw new IllegalArgumentException("the " + what + " of an absence add up");
    }
  }

  /**
   * Tells of an absence.
   *
   * @param fates of its moves that are decided, by mutation id
   * @param contact with the server as it is known now
   * @param backMs ms of server time
   * @param expected the rules as they were known at the return, before the server was asked
   * @param rules as they are known now
   */
  static AwayReport of(
      Absence absence,
      Map<String, Fate> fates,
      Contact contact,
      long backMs,
      Rulebook expected,
      Rulebook rules) {
    List<Mutation> moves = absence.moves();
    List<Refused> refused = new ArrayList<>();
    int applied = 0;
    for (Mutation move : moves) {
      Fate fate = fates.get(move.id());
      if (fate != null && fate.why() != null) {
        refused.add(new Refused(move.command(), fate.why()));
      } else {
        applied += fate == null ? 0 : 1;
      }
    }
    List<Entry> arrived = absence.arrived();
    AwayWalk walk = walked(absence, fates, arrived, contact, backMs, rules);
    long cap = walk.capMs();
    return new AwayReport(
        absence.leftMs(),
        Math.max(backMs, Math.max(absence.leftMs(), absence.base().core().asOf())),
        walk.lastContact.end(),
        walk.lastContact.contactUntil(cap),
        cap,
        walk.litMs,
        walk.before(),
        walk.after(),
        walk.earned,
        walk.after().minus(walk.before()).minus(walk.earned),
        walk.bySource,
        applied,
        refused,
        moves.size() - applied - refused.size(),
        walk.byKind(),
        surprises(absence, fates, contact, backMs, expected, rules));
  }

  /**
   * Why the purse holds other than the device expected: one cause more is known on each way through
   * the absence, and what it changes is its share. So they sum to the whole difference.
   */
  private static SortedMap<String, Money> surprises(
      Absence absence,
      Map<String, Fate> fates,
      Contact contact,
      long backMs,
      Rulebook expected,
      Rulebook rules) {
    SortedMap<String, Money> surprises = new TreeMap<>();
    Rulebook catalogs = new Rulebook(rules.editions(), expected.calendar());
    Money was = walked(absence, Map.of(), List.of(), null, backMs, expected).after();
    was =
        surprise(
            surprises,
            "catalog",
            was,
            walked(absence, Map.of(), List.of(), null, backMs, catalogs));
    was =
        surprise(
            surprises, "events", was, walked(absence, Map.of(), List.of(), null, backMs, rules));
    was =
        surprise(
            surprises,
            "contact",
            was,
            walked(absence, Map.of(), List.of(), contact, backMs, rules));
    was =
        surprise(
            surprises, "refused", was, walked(absence, fates, List.of(), contact, backMs, rules));
    List<Entry> known = new ArrayList<>();
    List<String> kinds = absence.arrived().stream().map(Book::kind).distinct().sorted().toList();
    for (String kind : kinds) {
      absence.arrived().stream().filter(e -> Book.kind(e).equals(kind)).forEach(known::add);
      was = surprise(surprises, kind, was, walked(absence, fates, known, contact, backMs, rules));
    }
    return surprises;
  }

  private static Money surprise(
      SortedMap<String, Money> surprises, String cause, Money was, AwayWalk walk) {
    Money share = walk.after().minus(was);
    if (share.signum() != 0) {
      surprises.merge(cause, share, Money::plus);
    }
    return walk.after();
  }

  /** One way through it; moves that were refused are left out. */
  private static AwayWalk walked(
      Absence absence,
      Map<String, Fate> fates,
      List<Entry> arrived,
      @Nullable Contact contact,
      long backMs,
      Rulebook rules) {
    AwayWalk walk = new AwayWalk(absence, arrived, contact, backMs, rules);
    List<Mutation> moves = absence.moves();
    for (int i = absence.taken(); i < moves.size(); i++) {
      Fate fate = fates.get(moves.get(i).id());
      if (fate == null || fate.why() == null) {
        walk.move(moves.get(i));
      }
    }
    return walk.end();
  }
}
