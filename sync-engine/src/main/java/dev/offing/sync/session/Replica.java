package dev.offing.sync.session;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.CommitException;
import dev.offing.sync.account.Committed;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.Prediction;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Head;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.CommitFrame;
import dev.offing.sync.protocol.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device's copy of its account: the confirmed state, the outbox on top of it, and what both
 * together predict.
 *
 * <p><b>Every method plans, writes, then changes.</b> It first works out the new state of affairs
 * without touching the present one, hands the ledger one change, and only when that is on disk
 * takes the plan over. A ledger that throws therefore leaves memory and disk as they were,
 * together.
 *
 * <p><b>What counts as confirmed</b> changes only along the account's history (sync.md 3): by a
 * commit that builds on the confirmed point, or by a state whose lineage contains it. Anything else
 * is either old news, of which only the results are taken, or a sign that one side lost its memory,
 * and then nothing is taken at all.
 *
 * <p><b>The book adds up.</b> Confirmed rows sum to the confirmed purse. Where a state arrives
 * without the commits before it, an opening row carries the difference, but not before all results
 * of mutations in that state are here: they bring their own rows.
 *
 * <p><b>Predictions.</b> Rows up to the confirmed lastSeq are in the confirmed state and are not
 * replayed, but they stay in the outbox, and are pushed again, until their result comes. When a
 * commit is exactly what was predicted, rows are promoted in place and nothing is replayed.
 *
 * <p>Not thread-safe: belongs to the session.
 */
final class Replica {
  private final Ledger ledger;
  private final Rules rules;
  private final Book book;

  private Identity identity;
  private @Nullable Confirmed confirmed;
  private List<Pending> outbox;
  private Set<String> bookedIds;
  private Head acked;

  /** The economy after the outbox; null before the first gesture. */
  private @Nullable Play predicted;

  Replica(Ledger ledger, Contents contents, Rules rules, Codec codec, long now) {
    this.ledger = ledger;
    this.rules = rules;
    this.book = new Book(codec);
    this.identity = contents.identity();
    this.confirmed = contents.confirmed();
    this.acked = contents.acked();
    this.bookedIds = new HashSet<>(contents.bookedIds());
    this.outbox = List.of();
    if (confirmed != null) {
      Rebased rebased = rebase(confirmed.state(), unjudged(contents.outbox()), bookedIds, now);
      this.outbox = rebased.outbox;
      this.predicted = rebased.play;
    }
  }

  Identity identity() {
    return identity;
  }

  @Nullable Confirmed confirmed() {
    return confirmed;
  }

  @Nullable Checkpoint seal() {
    return confirmed == null ? null : confirmed.seal();
  }

  @Nullable EpochVersion version() {
    return confirmed == null ? null : confirmed.state().atOrNull();
  }

  List<Pending> outbox() {
    return Collections.unmodifiableList(outbox);
  }

  Head acked() {
    return acked;
  }

  Head head() {
    return outbox.isEmpty()
        ? acked
        : new Head(outbox.getLast().row().seq(), outbox.getLast().row().hash());
  }

  /** The economy as the device expects it; at the start, as it would begin now. */
  Play predicted(long now) {
    Play play = predicted;
    return play != null ? play : Play.of(genesis(now));
  }

  private State genesis(long now) {
    return State.genesis(identity.publicKey(), Mutation.clampAt(now), rules.book());
  }

  // ---- gestures -----------------------------------------------------------------------------

  /**
   * Writes gestures down: mutation, predicted entry, purse and outbox row in one transaction.
   * Commands that the rules refuse now are told so and leave nothing.
   */
  List<Submission> submit(List<Command> commands, long now, Supplier<String> ids) {
    Confirmed base = confirmed;
    Confirmed begun = base == null ? begin(now) : null;
    Play play = begun != null ? Play.of(begun.state()) : predicted(now);
    Head head = head();
    List<Submission> said = new ArrayList<>();
    List<Pending> added = new ArrayList<>();
    for (Command command : commands) {
      long at = Mutation.clampAt(Math.max(now, play.core().asOf()));
      Origin origin = new Origin(identity.incarnation(), head.seq() + 1);
      Mutation mutation = new Mutation(ids.get(), origin, at, command, rules.book().at(at).hash());
      Play.Judged judged = play.judge(mutation, at, rules.book());
      if (judged.rejection() != null) {
        said.add(new Submission.Refused(judged.rejection()));
        continue;
      }
      Chained row = Chained.link(head.hash(), mutation, head.seq() + 1);
      head = new Head(row.seq(), row.hash());
      added.add(Pending.of(row, judged));
      play = judged.after();
      Money cost = moved(judged).negated();
      said.add(new Submission.Saved(mutation.id(), judged.effectiveAt(), cost));
    }
    if (added.isEmpty()) {
      return said;
    }
    List<JournalRow> rows = new ArrayList<>();
    if (begun != null) {
      rows.add(startRow(begun));
    }
    added.forEach(p -> rows.add(book.predicted(p)));
    Change change = Change.of(added.stream().map(Pending::row).toList(), rows, purse(play));
    ledger.write(begun == null ? change : change.withConfirmed(begun));
    confirmed = begun == null ? base : begun;
    append(added);
    predicted = play;
    return said;
  }

  /** The account begins with the first gesture, here and, when that arrives, on the server. */
  private Confirmed begin(long now) {
    State state = genesis(now);
    return new Confirmed(state, null, state.core().purse());
  }

  private JournalRow startRow(Confirmed begun) {
    Money purse = begun.state().core().purse();
    return book.opening(Book.openingCause(null), begun.state().core().asOf(), purse, purse);
  }

  private void append(List<Pending> added) {
    // The list is only ever appended to or replaced, so that readers may hold on to an old one.
    List<Pending> next = outbox instanceof ArrayList<Pending> own ? own : new ArrayList<>(outbox);
    next.addAll(added);
    outbox = next;
  }

  private static Money moved(Play.Judged judged) {
    return Journal.taken(judged.postings()).negated();
  }

  private static Change.Predicted purse(Play play) {
    return new Change.Predicted(play.core().purse(), play.core().asOf());
  }

  // ---- what the server says -------------------------------------------------------------------

  /** What became of something that the server said. */
  sealed interface Acceptance {
    /** It was taken; the results that settled mutations with it. */
    record Taken(List<Change.Settled> settled) implements Acceptance {}

    /** It does not build on what is here: ask for the whole state. */
    record NeedsState() implements Acceptance {}

    /** The commit made another state here than on the server. */
    record Differs(String here, String there) implements Acceptance {}

    /** The server's history does not contain what it once confirmed: it forgot. */
    record Forgot() implements Acceptance {}

    /**
     * The server forgot for good. Its state is here now, and a new incarnation begins.
     *
     * @param sentAgain mutations that had a result and go back into the outbox
     */
    record Replaced(int sentAgain) implements Acceptance {}
  }

  /**
   * Takes the position that answers a shown checkpoint. It alone may put another history in the
   * place of what was confirmed (sync.md 5.7).
   *
   * @param now ms of server time
   * @param incarnations makes an id where a new life begins
   */
  Acceptance acceptAnswer(Position p, long now, Supplier<String> incarnations) {
    State state = p.state();
    EpochVersion mine = version();
    if (state == null || mine == null || (state.contains(mine) && !isBehindResults(state))) {
      return accept(p, List.of(), now);
    }
    String digest = state.digest();
    return digest.equals(p.digest())
        ? replace(new Confirmed(state, p.checkpoint(), state.core().purse()), now, incarnations)
        : new Acceptance.Differs(digest, p.digest());
  }

  /** Whether numbers whose results are here are not taken there: a heal left them out. */
  private boolean isBehindResults(State state) {
    String own = identity.incarnation();
    return !state.devices().removed().containsKey(own)
        && state.devices().lastSeq(own) < acked.seq();
  }

  /**
   * Takes a position with the results that came with it.
   *
   * @param now ms of server time
   */
  Acceptance accept(Position p, List<Result> results, long now) {
    EpochVersion mine = version();
    if (mine != null && confirmed != null && confirmed.state().contains(p.to())) {
      return settleOnly(p, results, now);
    }
    if (p.commit() != null && (mine == null ? p.from() == null : mine.equals(p.from()))) {
      return step(p, results, now);
    }
    State state = p.state();
    if (state == null) {
      return new Acceptance.NeedsState();
    }
    if (mine != null && !state.contains(mine)) {
      return new Acceptance.Forgot();
    }
    return adopt(p, state, results, now);
  }

  private Acceptance settleOnly(Position p, List<Result> results, long now) {
    Confirmed here = confirmed;
    if (here == null) {
      return new Acceptance.NeedsState();
    }
    return install(new Draft(here.state(), here.seal(), here.booked()), p, results, now);
  }

  private Acceptance step(Position p, List<Result> results, long now) {
    CommitFrame frame = p.commit();
    Optional<Commit> commit =
        frame == null ? Optional.empty() : frame.toCommit(identity.account(), ownRows(frame)::get);
    if (commit.isEmpty()) {
      return new Acceptance.NeedsState();
    }
    Commit.Genesis genesis = commit.get().genesis();
    Confirmed here = confirmed;
    State base =
        genesis != null || here == null
            ? State.genesis(
                genesis == null ? identity.publicKey() : genesis.publicKey(),
                genesis == null ? now : genesis.asOf(),
                rules.book())
            : here.state();
    Committed made;
    try {
      made = base.commit(commit.get(), rules.book());
    } catch (CommitException e) {
      return new Acceptance.Differs(String.valueOf(e.getMessage()), p.digest());
    }
    String digest = made.state().digest();
    if (!digest.equals(p.digest())) {
      return new Acceptance.Differs(digest, p.digest());
    }
    Money booked = here == null ? base.core().purse() : here.booked();
    Draft draft = new Draft(made.state(), p.checkpoint(), booked);
    if (here == null) {
      draft.rows.add(startRow(new Confirmed(base, null, base.core().purse())));
    }
    draft.book(made, commit.get());
    return install(draft, p, results, now);
  }

  /** What is here of the rows that a commit names; its first is the outbox's first as a rule. */
  private Map<String, Chained> ownRows(CommitFrame frame) {
    Set<String> named = new HashSet<>();
    frame.steps().forEach(step -> named.add(step.id()));
    Map<String, Chained> rows = new HashMap<>();
    Iterator<Pending> all = outbox.iterator();
    while (!named.isEmpty() && all.hasNext()) {
      Pending own = all.next();
      if (named.remove(own.id())) {
        rows.put(own.id(), own.row());
      }
    }
    return rows;
  }

  private Acceptance adopt(Position p, State state, List<Result> results, long now) {
    String digest = state.digest();
    if (!digest.equals(p.digest())) {
      return new Acceptance.Differs(digest, p.digest());
    }
    return install(new Draft(state, p.checkpoint(), booked()), p, results, now);
  }

  private Acceptance install(Draft draft, Position p, List<Result> results, long now) {
    long lastSeq = draft.state.devices().lastSeq(identity.incarnation());
    Map<String, Result> byId = new HashMap<>();
    results.forEach(r -> byId.put(r.id(), r));
    int settled = 0;
    // A result counts only with a state that has it: else a lost state would lose it, too. And rows
    // leave from the front only: one whose result was skipped is asked for again first.
    for (Pending pending : outbox) {
      Result result = byId.get(pending.id());
      if (result == null || pending.row().seq() > lastSeq) {
        break;
      }
      draft.settle(pending, result, p.to(), now);
      settled++;
    }
    List<Pending> left = new ArrayList<>(outbox.subList(settled, outbox.size()));
    boolean taken = !left.isEmpty() && left.getFirst().row().seq() <= lastSeq;
    draft.carryForward(taken);
    Rebased rebased = promoteOrRebase(draft, left, now);
    draft.rows.addAll(rebased.rows);
    Confirmed next = new Confirmed(draft.state, draft.seal, draft.booked);
    Change change =
        Change.none()
            .withSettled(draft.settled)
            .withRows(draft.rows)
            .withPredicted(purse(rebased.play));
    boolean same = next.equals(confirmed);
    if (!same || !draft.settled.isEmpty() || !draft.rows.isEmpty()) {
      ledger.write(same ? change : change.withConfirmed(next));
    }
    confirmed = next;
    outbox = rebased.outbox;
    predicted = rebased.play;
    bookedIds = draft.bookedIds;
    acked = draft.acked;
    return new Acceptance.Taken(draft.settled);
  }

  /** The next state of affairs while it is worked out. */
  private final class Draft {
    final State state;
    final @Nullable Checkpoint seal;
    final List<JournalRow> rows = new ArrayList<>();
    final List<Change.Settled> settled = new ArrayList<>();
    final Set<String> bookedIds = new HashSet<>(Replica.this.bookedIds);
    Money booked;
    Head acked = Replica.this.acked;

    Draft(State state, @Nullable Checkpoint seal, Money booked) {
      this.state = state;
      this.seal = seal;
      this.booked = booked;
    }

    /**
     * Books the entries that a commit made. One that has a final row here already acts again
     * because a heal had left it out: final rows do not change, the carry-forward has the
     * difference.
     */
    void book(Committed made, Commit commit) {
      Map<String, Mutation> causes = new HashMap<>();
      for (Step step : commit.steps()) {
        Mutation m = step.row().mutation();
        causes.put(Journal.entryId(Journal.cause(m)), m);
      }
      Set<String> ids = new HashSet<>();
      made.journal().forEach(entry -> ids.add(entry.id()));
      Set<String> here = finalRows(ids);
      for (Entry entry : made.journal()) {
        Mutation mutation = causes.get(entry.id());
        if (here.contains(entry.id())) {
          continue;
        }
        booked = booked.plus(Journal.sum(entry.postings(), Posting.PURSE));
        rows.add(book.confirmed(entry, mutation, booked));
        if (mutation != null) {
          bookedIds.add(mutation.id());
        }
      }
    }

    /** Which of these entries have a final row; those of the outbox have none. */
    private Set<String> finalRows(Set<String> entries) {
      Set<String> others = new HashSet<>(entries);
      for (Pending p : outbox) {
        if (others.isEmpty()) {
          break;
        }
        others.remove(p.entryId());
      }
      Set<String> there = new HashSet<>();
      if (!others.isEmpty()) {
        ledger.rows(List.copyOf(others)).forEach(row -> there.add(row.entryId()));
      }
      return there;
    }

    void settle(Pending pending, Result result, EpochVersion at, long now) {
      Mutation m = pending.row().mutation();
      settled.add(new Change.Settled(pending.row(), result, at, now));
      acked = new Head(pending.row().seq(), pending.row().hash());
      if (bookedIds.remove(m.id())) {
        return; // its row came with the commit
      }
      booked = booked.plus(Journal.sum(result.postings(), Posting.PURSE));
      rows.add(book.settled(m, result, booked, now));
    }

    void carryForward(boolean resultsToCome) {
      Money difference = state.core().purse().minus(booked);
      if (resultsToCome || difference.signum() == 0) {
        return;
      }
      booked = state.core().purse();
      rows.add(
          book.opening(
              Book.openingCause(state.atOrNull()), state.core().asOf(), difference, booked));
    }
  }

  // ---- rebase ---------------------------------------------------------------------------------

  /**
   * The outbox on top of a state.
   *
   * @param rows of the book whose prediction changed
   */
  private record Rebased(List<Pending> outbox, Play play, List<JournalRow> rows) {}

  /** The rules changed: everything in the outbox is judged by the new ones. */
  void rejudge(long now) {
    Confirmed here = confirmed;
    if (here == null) {
      return;
    }
    Rebased rebased = rebase(here.state(), outbox, bookedIds, now);
    ledger.write(Change.none().withRows(rebased.rows).withPredicted(purse(rebased.play)));
    outbox = rebased.outbox;
    predicted = rebased.play;
  }

  private Rebased promoteOrRebase(Draft draft, List<Pending> left, long now) {
    Play base = Play.of(draft.state);
    Play promoted = promoted(base, draft, left);
    return promoted != null
        ? new Rebased(left, promoted, List.of())
        : rebase(draft.state, left, draft.bookedIds, now);
  }

  /**
   * The play after {@code left} if nothing in it needs to be judged again, else null. That is so
   * when the confirmed economy is the very one on which it was predicted. The new contact cannot
   * matter to it either, while all of it lies in light: contact adds light only after the last one.
   *
   * <p>Rows that the state has already do not count: what was expected of them is of the time
   * before it had them.
   */
  private @Nullable Play promoted(Play base, Draft draft, List<Pending> left) {
    long lastSeq = takenUpTo(draft.state, left, draft.bookedIds);
    List<Pending> open = left.stream().filter(p -> p.row().seq() > lastSeq).toList();
    int taken = left.size() - open.size();
    if (taken > 0 && (!draft.settled.isEmpty() || taken != takenBefore())) {
      return null;
    }
    Play expected = expectedAfter(draft.settled.size());
    if (expected == null
        || !expected.core().equals(base.core())
        || !expected.entries().equals(base.entries())
        || !expected.transfers().equals(base.transfers())) {
      return null;
    }
    if (open.isEmpty()) {
      return base;
    }
    Play last = open.getLast().predicted().after();
    long capMs = rules.capMs(base.core());
    boolean lit =
        last.core().asOf() < expected.contact().contactUntil(capMs)
            && expected.contact().intervals().getLast().start() <= base.core().asOf();
    return lit ? new Play(last.core(), last.entries(), base.contact(), last.transfers()) : null;
  }

  /** How many rows of the outbox were in the confirmed state already. */
  private int takenBefore() {
    Confirmed here = confirmed;
    long upTo = here == null ? 0 : takenUpTo(here.state(), outbox, bookedIds);
    return (int) outbox.stream().filter(p -> p.row().seq() <= upTo).count();
  }

  private @Nullable Play expectedAfter(int settledNow) {
    if (settledNow > outbox.size()) {
      return null;
    }
    if (settledNow > 0) {
      return outbox.get(settledNow - 1).predicted().after();
    }
    return confirmed == null ? null : Play.of(confirmed.state());
  }

  private Rebased rebase(State state, List<Pending> pending, Set<String> booked, long now) {
    long lastSeq = takenUpTo(state, pending, booked);
    List<Pending> taken = pending.stream().filter(p -> p.row().seq() <= lastSeq).toList();
    List<Pending> open = pending.subList(taken.size(), pending.size());
    Prediction prediction =
        Prediction.of(Play.of(state), open.stream().map(Pending::row).toList(), now, rules.book());
    List<Pending> next = new ArrayList<>(taken);
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Pending old = open.get(i);
      Play.Judged judged = prediction.judged().get(i);
      Pending again = old.judged(judged);
      next.add(again);
      if (!sameRow(old.predicted(), judged)) {
        rows.add(book.predicted(again));
      }
    }
    return new Rebased(next, prediction.play(), rows);
  }

  /**
   * Up to which number the outbox is in a state already. Where the link that the state has of this
   * incarnation is not of the own chain, another copy of this profile wrote it: nothing of the
   * outbox is there under its number, and the next push will lead to a fork. But a row whose entry
   * is confirmed is there, whoever brought it, and so are those before it.
   */
  private long takenUpTo(State state, List<Pending> pending, Set<String> booked) {
    long upTo = takenByNumber(state, pending);
    if (booked.isEmpty()) {
      return upTo;
    }
    for (Pending p : pending) {
      upTo = booked.contains(p.id()) ? Math.max(upTo, p.row().seq()) : upTo;
    }
    return upTo;
  }

  private long takenByNumber(State state, List<Pending> pending) {
    Incarnation own = state.devices().find(identity.incarnation());
    if (own == null) {
      return 0;
    }
    boolean another =
        pending.stream()
            .anyMatch(
                p -> p.row().seq() == own.lastSeq() && !p.row().hash().equals(own.lastHash()));
    boolean beyond = !pending.isEmpty() && pending.getLast().row().seq() < own.lastSeq();
    return another || beyond ? 0 : own.lastSeq();
  }

  private static boolean sameRow(Play.Judged a, Play.Judged b) {
    return a.outcome() == b.outcome()
        && a.effectiveAt() == b.effectiveAt()
        && a.after().core().purse().equals(b.after().core().purse())
        && a.postings().equals(b.postings());
  }

  /** Rows as they come from the disk: their entries are there, judging them fills in the rest. */
  private List<Pending> unjudged(List<Chained> rows) {
    if (confirmed == null) {
      return List.of();
    }
    Play base = Play.of(confirmed.state());
    return rows.stream()
        .map(r ->
            Pending.of(
                r,
                new Play.Judged(
                    r.mutation(), base, Outcome.REJECTED, null, 0, List.of(), List.of())))
        .toList();
  }

  // ---- forks ----------------------------------------------------------------------------------

  /**
   * Begins a new incarnation: the outbox is numbered anew, under the same ids and origins (sync.md
   * 6). What another copy had under the old numbers may have hidden rows from the prediction, so
   * all of them are judged again.
   *
   * @param now ms of server time
   */
  void fork(String incarnation, long now) {
    Head head = Head.genesis(identity.account(), incarnation);
    List<Pending> next = new ArrayList<>();
    for (Pending p : outbox) {
      Chained row = Chained.link(head.hash(), p.row().mutation(), head.seq() + 1);
      head = new Head(row.seq(), row.hash());
      next.add(p.at(row));
    }
    Confirmed here = confirmed;
    Identity before = identity;
    identity = identity.inIncarnation(incarnation);
    Change change =
        Change.none()
            .withFork(new Change.Fork(incarnation, next.stream().map(Pending::row).toList()));
    Rebased rebased = here == null ? null : rebase(here.state(), next, bookedIds, now);
    try {
      ledger.write(
          rebased == null
              ? change
              : change.withRows(rebased.rows).withPredicted(purse(rebased.play)));
    } catch (RuntimeException e) {
      identity = before;
      throw e;
    }
    acked = Head.genesis(identity.account(), incarnation);
    outbox = rebased == null ? next : rebased.outbox;
    predicted = rebased == null ? predicted : rebased.play;
  }

  /**
   * Puts another history in the place of this one. Own mutations whose result is not in it go back
   * into the outbox, before those that are there, and everything begins a new incarnation. Rows of
   * the book that were final become expectations again.
   */
  private Acceptance replace(Confirmed next, long now, Supplier<String> incarnations) {
    List<Mutation> back = ledger.settledAt(at -> !next.state().contains(at));
    List<Mutation> unsettled = new ArrayList<>(back);
    outbox.forEach(p -> unsettled.add(p.row().mutation()));
    Identity before = identity;
    Identity after = before.inIncarnation(incarnations.get());
    Head head = Head.genesis(after.account(), after.incarnation());
    List<Chained> rows = new ArrayList<>();
    for (Mutation mutation : unsettled) {
      Chained row = Chained.link(head.hash(), mutation, head.seq() + 1);
      head = new Head(row.seq(), row.hash());
      rows.add(row);
    }
    Draft draft = new Draft(next.state(), next.seal(), booked().minus(bookedOf(unsettled)));
    draft.carryForward(false);
    Rebased rebased;
    identity = after;
    try {
      rebased = rebase(next.state(), unjudged(rows), Set.of(), now);
      draft.rows.addAll(rebased.rows);
      ledger.write(
          Change.none()
              .withFork(new Change.Fork(after.incarnation(), rows))
              .withRows(draft.rows)
              .withConfirmed(next)
              .withPredicted(purse(rebased.play)));
    } catch (RuntimeException e) {
      identity = before;
      throw e;
    }
    confirmed = next;
    outbox = rebased.outbox;
    predicted = rebased.play;
    bookedIds = new HashSet<>();
    acked = Head.genesis(after.account(), after.incarnation());
    return new Acceptance.Replaced(back.size());
  }

  private Money booked() {
    return confirmed == null ? Money.ZERO : confirmed.booked();
  }

  /** What final rows of these mutations add to the purse. */
  private Money bookedOf(List<Mutation> mutations) {
    Money sum = Money.ZERO;
    List<String> entries = mutations.stream().map(m -> Journal.entryId(Journal.cause(m))).toList();
    for (JournalRow row : ledger.rows(entries)) {
      if (row.status() == JournalRow.Status.CONFIRMED) {
        sum = sum.plus(row.earned()).plus(row.moved());
      }
    }
    return sum;
  }

  // ---- whose it is ----------------------------------------------------------------------------

  /** Whether there is a game here: then it stays with its account. */
  boolean isPlayed() {
    return confirmed != null || !outbox.isEmpty();
  }

  /** This device was linked to an account before anything was played here. */
  void belongTo(String account, String incarnation, String serverId) {
    ledger.write(
        Change.none()
            .withServer(serverId)
            .withFork(new Change.Fork(account, incarnation, List.of())));
    identity = identity.of(account).inIncarnation(incarnation);
    acked = Head.genesis(account, incarnation);
  }

  /** Whether ({@code seq}, {@code hash}) is a link of this incarnation's own chain. */
  boolean isOwnLink(long seq, String hash) {
    if (seq == 0) {
      return hash.equals(Head.genesis(identity.account(), identity.incarnation()).hash());
    }
    if (seq == acked.seq()) {
      return hash.equals(acked.hash());
    }
    return outbox.stream().anyMatch(p -> p.row().seq() == seq && p.row().hash().equals(hash));
  }
}
