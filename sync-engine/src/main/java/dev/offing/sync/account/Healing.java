package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of what a device shows to a server that forgot: a rebase of the server, pure, and
 * the only place where heals are made (docs/design/sync.md 6). Whether the seal on the shown state
 * is good is not asked here.
 *
 * <p>Two histories parted at a point that both contain. What the server did since then is the
 * <em>branch</em>; what the device holds is the <em>base</em>. The base stands as it is, because
 * people were told of it. On top of it the branch is done again, in its order: what acts is judged
 * again, at its own time or as early as the base allows; what the base holds already is left out,
 * because nobody knows any more what became of it there. Both ends enter the lineage, so that
 * neither proves anything against the new history.
 */
public final class Healing {
  /** A branch of more mutations is too long to be done again under the lock of an account. */
  static final int MOST_MUTATIONS = 4_096;

  /** Why what was shown cannot heal. */
  public enum Refusal {
    /** The server has it already: nothing is proved by it. */
    NO_EVIDENCE,
    /** The two histories have no epoch in common: the account began twice. */
    NOTHING_COMMON,
    /** A part of the branch is in no journal. */
    OUT_OF_REACH,
    /** The branch has more than {@value #MOST_MUTATIONS} mutations. */
    TOO_LONG
  }

  /** What {@link #judge} says. */
  public sealed interface Ruling {
    /**
     * It heals: write it, then answer.
     *
     * @param after the state that it makes
     * @param journal what the book gains
     * @param remembered outcomes that join or change in the id store
     * @param forgotten rows whose ids leave the id store
     */
    record Heals(
        Heal heal,
        State after,
        List<Entry> journal,
        List<Verdict.Remembered> remembered,
        List<Gone> forgotten)
        implements Ruling {}

    /** It does not; the server's state stands. */
    record Refused(Refusal why) implements Ruling {}
  }

  /** A row that is not done again. */
  public record Gone(String incarnation, Chained row) {}

  private final @Nullable State current;
  private final State shown;
  private final long now;
  private final Rulebook rules;
  private final List<Booked> branch = new ArrayList<>();
  private final List<Heal.Redone> steps = new ArrayList<>();
  private final List<Heal.Dropped> dropped = new ArrayList<>();
  private final List<Heal.Rewanted> changes = new ArrayList<>();
  private final List<Verdict.Remembered> remembered = new ArrayList<>();
  private final List<Gone> gone = new ArrayList<>();
  private @Nullable EpochVersion from;
  private @Nullable Contact contact;
  private Play play;
  private Devices devices;

  private Healing(@Nullable State current, State shown, long now, Rulebook rules) {
    this.current = current;
    this.shown = shown;
    this.now = now;
    this.rules = rules;
    this.play = shown.play();
    this.devices = shown.devices().forgettingAll();
  }

  /**
   * Judges what a device shows.
   *
   * @param current the server's newest state of the account; null where it has none
   * @param newestFirst its journal, read only as far as the branch reaches
   * @param shown the state that the device holds, under a good seal
   * @param now ms of server time, not before the current state's asOf
   * @param epoch a random id for the epoch that begins
   * @param worldSeq the newest world row in {@code rules}
   */
  public static Ruling judge(
      @Nullable State current,
      Iterator<Booked> newestFirst,
      State shown,
      long now,
      Rulebook rules,
      String epoch,
      long worldSeq) {
    if (current != null && current.contains(shown.at())) {
      return new Ruling.Refused(Refusal.NO_EVIDENCE);
    }
    Healing healing = new Healing(current, shown, Math.max(now, shown.core().asOf()), rules);
    if (current != null) {
      Refusal why = healing.findBranch(current, newestFirst);
      if (why != null) {
        return new Ruling.Refused(why);
      }
    }
    return healing.run(epoch, worldSeq);
  }

  // ---- where the histories part -----------------------------------------------------------------

  private @Nullable Refusal findBranch(State server, Iterator<Booked> newestFirst) {
    if (!haveACommonEpoch(server, shown)) {
      return Refusal.NOTHING_COMMON;
    }
    EpochVersion wanted = server.at();
    if (shown.contains(wanted)) {
      from = wanted; // nothing was done since they parted
      return null;
    }
    int mutations = 0;
    while (newestFirst.hasNext()) {
      Booked row = newestFirst.next();
      if (!row.made().to().equals(wanted)) {
        continue; // newer than what was loaded, or of a branch that a former heal replaced
      }
      branch.addFirst(row);
      mutations += stepsOf(row.made()).size();
      if (mutations > MOST_MUTATIONS) {
        return Refusal.TOO_LONG;
      }
      EpochVersion before;
      switch (row.made()) {
        case Heal heal -> {
          before = heal.base();
          from = heal.from();
        }
        case Commit commit -> {
          before = commit.from();
          from = before;
        }
      }
      if (before == null || shown.contains(before)) {
        return null;
      }
      if (row.made() instanceof Heal) {
        return Refusal.OUT_OF_REACH; // what it went on from was lost before it came to this store
      }
      wanted = before;
    }
    return Refusal.OUT_OF_REACH;
  }

  private static boolean haveACommonEpoch(State a, State b) {
    Set<String> epochs = epochs(a);
    epochs.retainAll(epochs(b));
    return !epochs.isEmpty();
  }

  private static Set<String> epochs(State state) {
    Set<String> epochs = new HashSet<>();
    state.lineage().ends().forEach(e -> epochs.add(e.epoch()));
    epochs.add(state.at().epoch());
    return epochs;
  }

  private static List<Heal.Redone> stepsOf(Journalled made) {
    return switch (made) {
      case Heal heal -> heal.steps();
      case Commit commit ->
          commit.steps().stream()
              .map(step ->
                  new Heal.Redone(
                      Objects.requireNonNull(commit.incarnation()),
                      Objects.requireNonNull(commit.device()),
                      step))
              .toList();
    };
  }

  // ---- what goes on top -------------------------------------------------------------------------

  private Ruling run(String epoch, long worldSeq) {
    contact = contactOfBranch();
    play = Healer.lit(shown, contact, rules);
    for (Booked row : branch) {
      if (row.made() instanceof Heal former) {
        dropped.addAll(former.dropped());
      }
      // A former heal has its changes apart from its steps: who was listed at any time of it, was
      // when it mattered.
      Set<String> listed = new HashSet<>(devices.keys());
      for (Heal.Rewanted change : changesOf(row.made())) {
        change(change);
        listed.addAll(devices.keys());
      }
      stepsOf(row.made()).forEach(step -> redo(step, listed));
    }
    State server = current;
    EpochVersion end = server == null ? null : server.at();
    long newest = Math.max(shown.at().version(), end == null ? 0 : end.version());
    EpochVersion to = new EpochVersion(epoch, newest + 1);
    Heal heal =
        new Heal(
            shown.account(),
            from,
            end,
            shown.at(),
            to,
            now,
            shown
                .lineage()
                .uniting(shown.at(), server == null ? Lineage.EMPTY : server.lineage(), end),
            contact,
            steps,
            entriesOfBranch(),
            carryForward(to),
            dropped,
            worldSeq,
            changes);
    // The same function as in a replay, rather than what was judged on the way.
    Committed made = shown.heal(heal, rules);
    return new Ruling.Heals(
        heal, made.state(), made.journal(), List.copyOf(remembered), List.copyOf(gone));
  }

  private static List<Heal.Rewanted> changesOf(Journalled made) {
    return switch (made) {
      case Heal heal -> heal.changes();
      case Commit commit -> {
        DeviceChange change = commit.change();
        yield change == null
            ? List.of()
            : List.of(new Heal.Rewanted(Objects.requireNonNull(commit.device()), change));
      }
    };
  }

  /** Who may push is the word of those whom the base knows; each change is one of the next. */
  private void change(Heal.Rewanted old) {
    if (devices.mayChange(old.by(), old.change()) && devices.allows(old.change())) {
      devices = devices.with(old.change());
      changes.add(old);
    }
  }

  private void redo(Heal.Redone old, Set<String> listed) {
    Step step = old.step();
    Chained row = step.row();
    // Before whether it is told again: a former heal may have let it stand.
    if (Standing.stands(step)) {
      if (!devices.took(old.incarnation(), row.seq())) {
        take(old, new Step(row, step.outcome(), true, 0)); // what it moved comes as an entry
      }
      return;
    }
    if (step.again() || step.outcome() == Outcome.OUTCOME_FORGOTTEN) {
      if (devices.isNext(shown.account(), old.incarnation(), row)) {
        take(old, step);
      }
      return;
    }
    String origin = row.mutation().origin().incarnation();
    if (!listed.contains(old.device())
        || devices.took(old.incarnation(), row.seq())
        || row.mutation().origin().seq() <= devices.forgotten(origin)) {
      dropped.add(new Heal.Dropped(origin, row.mutation().id(), step.outcome()));
      gone.add(new Gone(old.incarnation(), row));
      return;
    }
    Rejection strange = Judge.strangeOrigin(devices, old.incarnation(), row);
    Play.Judged judged =
        strange == null
            ? play.judge(row.mutation(), now, rules)
            : Play.Judged.refused(row.mutation(), play, strange, 0);
    boolean acted = judged.outcome() != Outcome.REJECTED;
    long effectiveAt = acted ? judged.effectiveAt() : 0;
    play = judged.after();
    take(old, new Step(row, judged.outcome(), false, effectiveAt));
    remembered.add(
        new Verdict.Remembered(
            old.incarnation(),
            row,
            new Result(
                row.mutation().id(),
                judged.outcome(),
                judged.rejection(),
                false,
                effectiveAt,
                judged.postings())));
  }

  private void take(Heal.Redone old, Step step) {
    steps.add(new Heal.Redone(old.incarnation(), old.device(), step));
    devices = devices.taking(old.incarnation(), old.device(), step.row(), 0);
  }

  private @Nullable Contact contactOfBranch() {
    State server = current;
    if (server == null) {
      return null;
    }
    long lamp = rules.at(shown.core().asOf()).baseLampMs();
    // The server's own contact leaves out what its asOf has passed; the base may stand before that.
    Contact all = server.contact();
    for (Booked row : branch) {
      Contact then =
          switch (row.made()) {
            case Heal heal -> heal.contact();
            case Commit commit -> commit.contact() == null ? null : Contact.at(commit.contact());
          };
      all = then == null ? all : all.union(then, lamp);
    }
    return all;
  }

  /** Server-made entries are worth the same wherever they act; their time is set anew. */
  private List<Entry> entriesOfBranch() {
    long at = Math.max(now, play.core().asOf() + 1);
    List<Entry> wanted = new ArrayList<>();
    State server = current;
    if (server != null) {
      wanted.addAll(Standing.tooLate(shown, server, now));
    }
    for (Booked row : branch) {
      wanted.addAll(Standing.gifts(row.made()));
      wanted.addAll(
          switch (row.made()) {
            case Heal heal -> heal.entries();
            case Commit commit -> commit.entries();
          });
    }
    List<Entry> entries = new ArrayList<>();
    Play next = play;
    for (Entry entry : wanted) {
      Entry again = entry.actingAt(at);
      if (!next.knows(again)) {
        next = next.joined(again);
        entries.add(again);
      }
    }
    return entries;
  }

  // ---- the book ---------------------------------------------------------------------------------

  /**
   * What the lost steps moved, in one entry. The server's book goes on at {@link #from}: its
   * balances there are today's without what the branch moved.
   */
  private @Nullable Entry carryForward(EpochVersion to) {
    EconomyState base = shown.core();
    State server = current;
    List<Posting> postings = new ArrayList<>();
    if (server == null || from == null) {
      add(postings, Posting.PURSE, base.purse());
      add(postings, Posting.CLAIM, base.claim().negated());
      base.dealings().books().forEach((book, it) -> add(postings, book, it));
      add(postings, Posting.MINT, Posting.sum(postings).negated());
    } else {
      EconomyState end = server.core();
      Money earned = base.lifetime().minus(end.lifetime().plus(moved(Posting.MINT)));
      add(postings, Posting.MINT, earned.negated());
      add(postings, Posting.PURSE, base.purse().minus(end.purse().minus(moved(Posting.PURSE))));
      Money claim = base.claim().minus(end.claim().plus(moved(Posting.CLAIM)));
      add(postings, Posting.CLAIM, claim.negated());
      Set<String> books = new TreeSet<>(base.dealings().books().keySet());
      books.addAll(end.dealings().books().keySet());
      branch.forEach(row -> row.entries().forEach(e -> books.addAll(Dealings.booksOf(e))));
      for (String book : books) {
        Money there = end.dealings().on(book).minus(moved(book));
        add(postings, book, base.dealings().on(book).minus(there));
      }
      add(postings, Posting.SHOP, Posting.sum(postings).negated());
    }
    String cause = "heal/" + to.epoch() + ":" + to.version();
    return postings.isEmpty()
        ? null
        : new Entry(Journal.entryId(cause), base.asOf(), cause, postings);
  }

  private Money moved(String account) {
    Money sum = Money.ZERO;
    for (Booked row : branch) {
      for (Entry entry : row.entries()) {
        sum = sum.plus(Journal.sum(entry.postings(), account));
      }
    }
    return sum;
  }

  private static void add(List<Posting> postings, String account, Money amount) {
    if (amount.signum() != 0) {
      postings.add(new Posting(account, amount));
    }
  }
}
