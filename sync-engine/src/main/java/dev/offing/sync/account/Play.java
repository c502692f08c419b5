package dev.offing.sync.account;

import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Outcome.Applied;
import dev.offing.sync.economy.Outcome.Rejected;
import dev.offing.sync.economy.Outcome.Reserved;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The part of a state that a mutation changes, and the rules by which it does: effective time,
 * slide, outcome (docs/design/sync.md 2, 4.2). The server judges with it, a device predicts with
 * it, and both replay commits with it.
 *
 * @param core what the rules read
 * @param entries server-made entries that {@code core} has not crossed
 * @param contact the lit time
 */
public record Play(EconomyState core, List<Entry> entries, Contact contact) {
  /** Copies the list. */
  public Play {
    entries = List.copyOf(entries);
  }

  /** The playing part of a state. */
  public static Play of(State state) {
    return state.play();
  }

  /**
   * What became of one mutation.
   *
   * @param mutation which
   * @param after the play afterwards; the same as before where nothing acted
   * @param rejection the reason, exactly when rejected
   * @param effectiveAt when it acted, or would have; ms of server time
   * @param crossed entries that acted on the way to {@code effectiveAt}
   * @param postings what was earned since the entry before, then what the mutation itself moved;
   *     empty where nothing acted
   */
  public record Judged(
      Mutation mutation,
      Play after,
      Outcome outcome,
      @Nullable Rejection rejection,
      long effectiveAt,
      List<Entry> crossed,
      List<Posting> postings) {
    /** Copies the lists. */
    public Judged {
      crossed = List.copyOf(crossed);
      postings = List.copyOf(postings);
    }

    /** A mutation that did not act. */
    static Judged refused(Mutation mutation, Play play, Rejection why, long at) {
      return new Judged(mutation, play, Outcome.REJECTED, why, at, List.of(), List.of());
    }

    /**
     * What the book gains, oldest first: what was crossed, then the mutation's own entry. Made on
     * demand: its id is a hash, and a rebase judges thousands whose entry nobody asks for.
     */
    public List<Entry> journal() {
      if (outcome == Outcome.REJECTED) {
        return List.of();
      }
      List<Entry> journal = new ArrayList<>(crossed);
      journal.add(Journal.entry(mutation, effectiveAt, postings));
      return journal;
    }
  }

  /**
   * Judges a mutation: at {@code min(now, max(at, asOf))}, or, where only funds lack, at the
   * earliest later time at which they do not, within the slide limit and never past {@code now}.
   *
   * @param now ms of server time, not before {@code core.asOf}
   */
  public Judged judge(Mutation mutation, long now, Rulebook rules) {
    long first = Math.min(now, Math.max(mutation.at(), core.asOf()));
    Judged judged = act(mutation, first, rules);
    Rejection why = judged.rejection();
    if (why == null || !why.code().equals(Rejection.FUNDS)) {
      return judged;
    }
    long latest = Math.min(now, first + rules.at(first).slideLimitMs());
    if (latest <= first) {
      return judged;
    }
    OptionalLong later = affordableAt(mutation.command(), first, latest, rules);
    if (later.isEmpty()) {
      return judged;
    }
    Judged slid = act(mutation, later.getAsLong(), rules);
    return slid.rejection() == null ? slid : judged;
  }

  /** Applies a mutation at a time that is already decided. */
  Judged act(Mutation mutation, long at, Rulebook rules) {
    Play there = this;
    List<Entry> crossed = List.of();
    try {
      Advanced advanced = Economy.advance(core, at, reads(rules));
      crossed = advanced.crossed();
      there = new Play(advanced.state(), without(crossed), contact);
      return switch (apply(there, mutation.command(), rules)) {
        case Applied a -> acted(mutation, a.state(), a.postings(), crossed, Outcome.APPLIED);
        case Reserved r -> acted(mutation, r.state(), r.postings(), crossed, Outcome.RESERVED);
        case Rejected r -> Judged.refused(mutation, this, r.rejection(), at);
      };
    } catch (RuleFailure e) {
      return Judged.refused(mutation, this, Reasons.RULE_FAILED, at);
    }
  }

  private static dev.offing.sync.economy.Outcome apply(
      Play there, Command command, Rulebook rules) {
    Timeline reads = there.reads(rules);
    try {
      return Economy.apply(there.core, command, reads);
    } catch (RuntimeException once) {
      // Thrown twice it is the rule, not the moment: sticky, so that it never blocks what follows.
      try {
        return Economy.apply(there.core, command, reads);
      } catch (RuntimeException twice) {
        throw new RuleFailure(twice);
      }
    }
  }

  private OptionalLong affordableAt(Command command, long from, long until, Rulebook rules) {
    Timeline reads = reads(rules);
    EconomyState there = Economy.advance(core, from, reads).state();
    return Economy.affordableAt(there, command, until, reads);
  }

  private Judged acted(
      Mutation mutation,
      EconomyState next,
      List<Posting> postings,
      List<Entry> crossed,
      Outcome outcome) {
    Play after = new Play(next, without(crossed), contact.trimmed(next.asOf()));
    List<Posting> all = Journal.withEarnings(core, next, postings, crossed);
    return new Judged(mutation, after, outcome, null, next.asOf(), crossed, all);
  }

  private Timeline reads(Rulebook rules) {
    return new Timeline(rules, contact, entries);
  }

  private List<Entry> without(List<Entry> crossed) {
    return crossed.isEmpty()
        ? entries
        : entries.stream().filter(e -> !crossed.contains(e)).toList();
  }

  /** A rule threw twice: our mistake, told apart from everything else that can go wrong. */
  private static final class RuleFailure extends RuntimeException {
    RuleFailure(RuntimeException cause) {
      super(cause);
    }
  }
}
