package dev.offing.sync.account;

import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect;
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
import java.util.Comparator;
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
 * @param transfers from and to others
 */
public record Play(EconomyState core, List<Entry> entries, Contact contact, Transfers transfers) {

  /** The play of somebody who gave nothing and got nothing. */
  public Play(EconomyState core, List<Entry> entries, Contact contact) {
    this(core, entries, contact, Transfers.NONE);
  }

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
    Judged judged = judged(mutation, first, now, rules);
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
    Judged slid = judged(mutation, later.getAsLong(), now, rules);
    return slid.rejection() == null ? slid : judged;
  }

  private Judged judged(Mutation mutation, long at, long now, Rulebook rules) {
    Rejection why = Sending.refusal(this, mutation, at, now, rules);
    Judged judged = act(mutation, at, now, rules);
    return why == null || judged.rejection() != null
        ? judged
        : Judged.refused(mutation, this, why, at);
  }

  /**
   * Applies a mutation at a time that is already decided.
   *
   * @param now when it was judged, ms of server time: what goes to others is on its way since then
   */
  Judged act(Mutation mutation, long at, long now, Rulebook rules) {
    try {
      Advanced advanced = Economy.advance(core, at, reads(rules));
      List<Entry> crossed = Journal.named(advanced.crossed());
      Play there = new Play(advanced.state(), without(at), contact, transfers);
      if (Sending.isKnown(there, mutation)) {
        return acted(mutation, there, advanced.state(), List.of(), crossed, Outcome.RESERVED);
      }
      return switch (apply(there, mutation, rules)) {
        case Applied a -> acted(mutation, there, a.state(), a.postings(), crossed, Outcome.APPLIED);
        case Reserved r ->
            acted(
                mutation,
                Sending.sent(there, mutation, now),
                r.state(),
                r.postings(),
                crossed,
                Outcome.RESERVED);
        case Rejected r -> Judged.refused(mutation, this, r.rejection(), at);
      };
    } catch (RuleFailure e) {
      return Judged.refused(mutation, this, Reasons.RULE_FAILED, at);
    }
  }

  private static dev.offing.sync.economy.Outcome apply(
      Play there, Mutation mutation, Rulebook rules) {
    Timeline reads = there.reads(rules);
    Command command = mutation.command();
    // Only an order has to be called something; a hash for each purchase would cost more than it.
    String id =
        command.kind().equals(Command.ORDER) ? Journal.entryId(Journal.cause(mutation)) : "";
    try {
      return Economy.apply(there.core, command, id, reads);
    } catch (RuntimeException once) {
      // Thrown twice it is the rule, not the moment: sticky, so that it never blocks what follows.
      try {
        return Economy.apply(there.core, command, id, reads);
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
      Play there,
      EconomyState next,
      List<Posting> postings,
      List<Entry> crossed,
      Outcome outcome) {
    Play after = new Play(next, there.entries, contact.trimmed(next.asOf()), there.transfers);
    List<Posting> all = Journal.withEarnings(core, next, postings, crossed);
    return new Judged(mutation, after, outcome, null, next.asOf(), crossed, all);
  }

  private Timeline reads(Rulebook rules) {
    return new Timeline(rules, contact, entries);
  }

  /** Those that have not acted at {@code t}. */
  private List<Entry> without(long t) {
    return entries.isEmpty() || entries.getFirst().at() > t
        ? entries
        : entries.stream().filter(e -> e.at() > t).toList();
  }

  /** Whether a server-made entry acted before, is here, or never can act. */
  public boolean knows(Entry entry) {
    return entries.stream().anyMatch(e -> e.id().equals(entry.id()))
        || switch (entry.effect()) {
          case null -> false;
          case Effect.Transfer it ->
              transfers.knows(it) || (isGrant(it) && core.knows(Transfers.granted(it.id())));
          case Effect.Fill it -> core.knows(it);
          case Effect.Period it -> core.knows(it);
        };
  }

  /**
   * The same with a server-made entry in its timeline.
   *
   * @throws CommitException where it would never act, or act twice
   */
  Play joined(Entry entry) {
    if (entry.at() <= core.asOf()) {
      throw new CommitException("entry " + entry.id() + " would never act: its time is over");
    }
    if (knows(entry)) {
      throw new CommitException("entry " + entry.id() + " is there twice");
    }
    List<Entry> all = new ArrayList<>(entries);
    all.add(entry);
    all.sort(Comparator.comparingLong(Entry::at).thenComparing(Entry::id));
    return switch (entry.effect()) {
      case null -> new Play(core, all, contact, transfers);
      case Effect.Transfer it -> {
        EconomyState next = isGrant(it) ? core.noting(Transfers.granted(it.id())) : core;
        yield new Play(next, all, contact, transfers.with(it));
      }
      case Effect.Fill it -> new Play(core.noting(it), all, contact, transfers);
      case Effect.Period it -> new Play(core.noting(it), all, contact, transfers);
    };
  }

  private static boolean isGrant(Effect.Transfer it) {
    return it.direction().equals(Effect.Transfer.GRANTED);
  }

  Play with(Contact next, Transfers rows) {
    return new Play(core, entries, next, rows);
  }

  /** A rule threw twice: our mistake, told apart from everything else that can go wrong. */
  private static final class RuleFailure extends RuntimeException {
    RuleFailure(RuntimeException cause) {
      super(cause);
    }
  }
}
