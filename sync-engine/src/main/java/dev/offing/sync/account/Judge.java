package dev.offing.sync.account;

import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's judgement of a push: pure, and the only place where commits of mutations are made
 * (docs/design/sync.md 4.1 to 4.3).
 *
 * <p>The order of questions is what keeps money exact. First the id store: a mutation that had its
 * outcome gets the same one again, through whichever incarnation it comes, and an id that was
 * forgotten is never executed. Only then the chain: a row that does not follow the last one is a
 * gap, which the client answers by resending or by a fork. Only a row that is both new and next is
 * judged by the rules; whatever they say, it takes its number and never blocks those behind it.
 *
 * <p>Repeated rows, too, take their number in a commit when they are next: that is how the outbox
 * of a fork drains.
 */
public final class Judge {
  /**
   * How far ahead of the server a mutation's time is waited for, ms (docs/design/sync.md 2). A
   * batch that reaches further ahead comes from a wrong clock and is not waited for at all: else a
   * chain of short waits could hold it, and the account, for as long as that clock is wrong.
   */
  public static final long WAIT_MS = 1_000;

  private final State start;
  private final Batch batch;
  private final KnownIds known;
  private final long now;
  private final Rulebook rules;
  private final Map<String, Verdict.Remembered> inBatch = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Verdict.Remembered> remembered = new ArrayList<>();
  private Play play;
  private Devices devices;

  /** How far the batch's incarnation got; null where it has no number yet. */
  private @Nullable Incarnation own;

  private Judge(State start, Batch batch, KnownIds known, long now, Rulebook rules) {
    this.start = start;
    this.batch = batch;
    this.known = known;
    this.now = now;
    this.rules = rules;
    this.play = start.play();
    this.devices = start.devices();
    this.own = devices.find(batch.incarnation());
  }

  /**
   * Judges a batch.
   *
   * @param state the account; null where there is none yet
   * @param known the id store
   * @param now ms of server time, not before the state's asOf
   * @param to the point that a commit will make
   * @param worldSeq the newest world row in {@code rules}
   */
  public static Verdict judge(
      @Nullable State state,
      Batch batch,
      KnownIds known,
      long now,
      Rulebook rules,
      EpochVersion to,
      long worldSeq) {
    EpochVersion base = batch.base();
    if (base != null && (state == null || !state.contains(base))) {
      return new Verdict.StaleEpoch();
    }
    if (state == null && batch.rows().isEmpty()) {
      return new Verdict.Known(List.of());
    }
    State start = state != null ? state : genesis(batch, now, rules);
    if (!start.account().equals(batch.account())
        || !start.devices().keys().contains(batch.device())) {
      return new Verdict.Unlinked();
    }
    if (start.devices().removed().containsKey(batch.incarnation())) {
      return new Verdict.Gap(-1, "");
    }
    long latest = batch.rows().stream().mapToLong(r -> r.mutation().at()).max().orElse(now);
    if (latest > now && latest <= now + WAIT_MS) {
      return new Verdict.Wait(latest);
    }
    return new Judge(start, batch, known, now, rules).run(to, worldSeq);
  }

  /** The account that a first push creates (docs/design/sync.md 5.8). */
  private static State genesis(Batch batch, long now, Rulebook rules) {
    long first = Math.min(now, batch.rows().getFirst().mutation().at());
    return State.genesis(batch.device(), first, rules);
  }

  private Verdict run(EpochVersion to, long worldSeq) {
    for (Chained row : batch.rows()) {
      if (!take(row)) {
        if (results.isEmpty()) {
          return gap();
        }
        break;
      }
    }
    if (steps.isEmpty()) {
      return new Verdict.Known(List.copyOf(results));
    }
    Commit commit =
        new Commit(
            start.account(),
            start.atOrNull(),
            to,
            start.enrolled() ? null : new Commit.Genesis(start.core().asOf(), batch.device()),
            batch.incarnation(),
            batch.device(),
            steps,
            List.of(),
            now,
            List.of(),
            worldSeq);
    // The same function as on every device, rather than what was judged on the way: a judgement
    // that its own replay does not confirm fails here, before anything is written.
    Committed made = start.commit(commit, rules);
    return new Verdict.Commits(
        commit,
        made.state(),
        List.copyOf(results),
        List.copyOf(remembered),
        List.<Entry>copyOf(made.journal()));
  }

  private Verdict gap() {
    return own == null
        ? new Verdict.Gap(0, Chained.genesis(batch.account(), batch.incarnation()))
        : new Verdict.Gap(own.lastSeq(), own.lastHash());
  }

  /** Judges one row; false where the chain has a hole before it. */
  private boolean take(Chained row) {
    long last = own == null ? 0 : own.lastSeq();
    String lastHash =
        own == null ? Chained.genesis(batch.account(), batch.incarnation()) : own.lastHash();
    boolean next = row.follows(last, lastHash);
    Result before = knownResult(row);
    if (before != null) {
      if (!next && row.seq() > last) {
        return false;
      }
      results.add(before);
      if (next) {
        boolean newlyForgotten = seen(row.mutation()) == null;
        step(row, before.outcome(), true, 0);
        if (newlyForgotten) {
          remember(row, before);
        }
      }
      return true;
    }
    if (!next) {
      return false;
    }
    judgeNew(row);
    return true;
  }

  /** The outcome that a row has already; null for a row that is new. */
  private @Nullable Result knownResult(Chained row) {
    String origin = row.mutation().origin().incarnation();
    String id = row.mutation().id();
    KnownIds.Known seen = seen(row.mutation());
    if (seen != null) {
      return seen.payloadHash().equals(row.mutation().payloadHash())
          ? seen.result().repeated()
          : new Result(id, Outcome.REJECTED, Reasons.ID_REUSED, true, 0, List.of());
    }
    boolean forgotten =
        (own != null && row.seq() <= own.forgotten())
            || row.mutation().origin().seq() <= devices.forgotten(origin);
    return forgotten ? new Result(id, Outcome.OUTCOME_FORGOTTEN, null, true, 0, List.of()) : null;
  }

  /** What the id store has of a mutation; null for nothing. */
  private KnownIds.@Nullable Known seen(Mutation mutation) {
    String origin = mutation.origin().incarnation();
    Verdict.Remembered now = inBatch.get(origin + "/" + mutation.id());
    return now != null
        ? new KnownIds.Known(now.row().mutation().payloadHash(), now.result())
        : known.find(origin, mutation.id());
  }

  private void judgeNew(Chained row) {
    Rejection strange = strangeOrigin(devices, batch.incarnation(), row);
    Play.Judged judged =
        strange == null
            ? play.judge(row.mutation(), now, rules)
            : Play.Judged.refused(row.mutation(), play, strange, 0);
    boolean acted = judged.outcome() != Outcome.REJECTED;
    Rejection rejection = judged.rejection();
    List<Posting> postings = judged.postings();
    Result result =
        new Result(
            row.mutation().id(),
            judged.outcome(),
            rejection,
            false,
            acted ? judged.effectiveAt() : 0,
            postings);
    play = judged.after();
    results.add(result);
    step(row, judged.outcome(), false, acted ? judged.effectiveAt() : 0);
    remember(row, result);
  }

  /**
   * Why a row's origin cannot be believed; null when it can. An own row has one number, so that
   * what the id store forgets of it is what {@code forgotten} says; and an account remembers so
   * many origins and no more.
   */
  static @Nullable Rejection strangeOrigin(Devices devices, String incarnation, Chained row) {
    Origin origin = row.mutation().origin();
    if (origin.incarnation().equals(incarnation)) {
      return origin.seq() == row.seq() ? null : Reasons.WRONG_ORIGIN;
    }
    return devices.canCarry(origin.incarnation()) ? null : Reasons.TOO_MANY_ORIGINS;
  }

  private void step(Chained row, Outcome outcome, boolean again, long effectiveAt) {
    steps.add(new Step(row, outcome, again, effectiveAt));
    boolean carries = !row.mutation().origin().incarnation().equals(batch.incarnation());
    if (own == null || carries) {
      // The version does not matter here: this copy is dropped, the commit's replay decides.
      devices = devices.taking(batch.incarnation(), batch.device(), row, 0);
    }
    long forgotten = own == null ? 0 : own.forgotten();
    own = new Incarnation(batch.device(), row.seq(), row.hash(), forgotten, 0);
  }

  private void remember(Chained row, Result result) {
    Verdict.Remembered now = new Verdict.Remembered(batch.incarnation(), row, result);
    remembered.add(now);
    inBatch.put(row.mutation().origin().incarnation() + "/" + row.mutation().id(), now);
  }
}
