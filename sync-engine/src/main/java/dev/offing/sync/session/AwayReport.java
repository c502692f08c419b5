package dev.offing.sync.session;

import dev.offing.sync.account.Play;
import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
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
    int waiting) {

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
   */
  public static AwayReport of(
      Absence absence, Map<String, Fate> fates, Contact contact, long backMs, Rulebook rules) {
    Walk walk = new Walk(absence, contact, backMs, rules);
    List<Mutation> moves = absence.moves();
    List<Refused> refused = new ArrayList<>();
    int applied = 0;
    for (int i = 0; i < moves.size(); i++) {
      Mutation move = moves.get(i);
      Fate fate = fates.get(move.id());
      if (fate != null && fate.why() != null) {
        refused.add(new Refused(move.command(), fate.why()));
        continue;
      }
      applied += fate == null ? 0 : 1;
      if (i >= absence.taken()) {
        walk.move(move);
      }
    }
    return walk.report(applied, refused, moves.size() - applied - refused.size());
  }

  /** One way through the absence, counting what is earned after its beginning. */
  private static final class Walk {
    private final long left;
    private final long back;
    private final Rulebook rules;
    private final Contact lastContact;
    private final SortedMap<String, Money> bySource = new TreeMap<>();
    private Play play;
    private Money earned = Money.ZERO;
    private long litMs;
    private @Nullable Money before;

    Walk(Absence absence, Contact contact, long backMs, Rulebook rules) {
      Play base = absence.base();
      this.left = absence.leftMs();
      this.back = Math.max(backMs, Math.max(left, base.core().asOf()));
      this.rules = rules;
      this.lastContact = base.contact();
      // Contacts since the return light what lies after it, in an absence that goes on.
      this.play =
          new Play(
              base.core(),
              base.entries(),
              base.contact().union(contact, rules.at(left).baseLampMs()));
    }

    void move(Mutation move) {
      Play.Judged judged = play.judge(move, Math.max(back, play.core().asOf()), rules);
      if (judged.rejection() == null && judged.effectiveAt() > left) {
        pass(judged.effectiveAt());
      }
      play = judged.after();
    }

    AwayReport report(int applied, List<Refused> refused, int waiting) {
      long cap = Economy.capMs(play.core(), rules.at(left));
      Money after = pass(back).purse();
      Money first = before == null ? after : before;
      return new AwayReport(
          left,
          back,
          lastContact.end(),
          lastContact.contactUntil(cap),
          cap,
          litMs,
          first,
          after,
          earned,
          after.minus(first).minus(earned),
          bySource,
          applied,
          refused,
          waiting);
    }

    private EconomyState pass(long until) {
      long to = Math.max(until, play.core().asOf());
      EconomyState from =
          Economy.advance(play.core(), Math.min(to, Math.max(left, play.core().asOf())), reads())
              .state();
      if (before == null) {
        before = from.purse();
      }
      Advanced passed = Economy.advance(from, to, reads());
      passed.bySource().forEach((id, it) -> bySource.merge(id, it, Money::plus));
      earned = earned.plus(passed.earned());
      litMs += passed.litMs();
      return passed.state();
    }

    private Timeline reads() {
      return new Timeline(rules, play.contact(), play.entries());
    }
  }
}
