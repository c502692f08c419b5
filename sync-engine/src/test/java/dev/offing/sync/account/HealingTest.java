package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.OTHER_KEY;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static dev.offing.sync.account.Accounts.gift;
import static dev.offing.sync.account.Accounts.id32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a device shows to a server that forgot, and what becomes of it (sync.md 6). */
final class HealingTest {
  private static final Rulebook RULES = SendingTest.RULES;

  /** A server as far as healing sees it: a state, a journal, an id store, and lives of Redis. */
  private static final class Server {
    State state = Accounts.genesis();
    final List<Booked> journal = new ArrayList<>();
    final Map<String, KnownIds.Known> ids = new HashMap<>();
    String epoch = Accounts.EPOCH;
    Money opening = Accounts.genesis().core().purse();

    Server() {
      add(Accounts.first(T0));
    }

    private Server(Server other) {
      state = other.state;
      journal.addAll(other.journal);
      ids.putAll(other.ids);
      epoch = other.epoch;
    }

    Server backup() {
      return new Server(this);
    }

    /** A restored copy that lives again. */
    Server restored(String name) {
      Server copy = new Server(this);
      copy.epoch = id32(name);
      return copy;
    }

    private void add(Commit commit) {
      Committed made = state.commit(commit, RULES);
      state = made.state();
      journal.add(new Booked(commit, made.journal()));
    }

    private EpochVersion next() {
      return new EpochVersion(epoch, state.at().version() + 1);
    }

    void contact(long now) {
      add(
          new Commit(
              ACCOUNT,
              state.at(),
              next(),
              null,
              null,
              null,
              List.of(),
              List.of(),
              now,
              List.of(),
              1));
    }

    void change(String by, DeviceChange change) {
      add(
          new Commit(
              ACCOUNT,
              state.at(),
              next(),
              null,
              null,
              by,
              List.of(),
              List.of(),
              T0 + 1_000,
              List.of(),
              1,
              change));
    }

    void pushOf(String key, Life life, long now, Chained row) {
      Verdict verdict =
          Judge.judge(
              state,
              new Batch(ACCOUNT, key, life.incarnation(), state.at(), List.of(row)),
              (origin, id) -> ids.get(origin + "/" + id),
              now,
              RULES,
              next(),
              1);
      Verdict.Commits made = (Verdict.Commits) verdict;
      state = made.after();
      journal.add(new Booked(made.commit(), made.journal()));
      made.remembered().forEach(this::remember);
    }

    void entry(Entry entry) {
      add(
          new Commit(
              ACCOUNT,
              state.at(),
              next(),
              null,
              null,
              null,
              List.of(),
              List.of(entry),
              null,
              List.of(),
              1));
    }

    List<Result> push(Life life, long now, Chained... rows) {
      Verdict verdict =
          Judge.judge(
              state,
              life.push(state.at(), rows),
              (origin, id) -> ids.get(origin + "/" + id),
              now,
              RULES,
              next(),
              1);
      return switch (verdict) {
        case Verdict.Commits made -> {
          state = made.after();
          journal.add(new Booked(made.commit(), made.journal()));
          made.remembered().forEach(this::remember);
          yield made.results();
        }
        case Verdict.Known known -> known.results();
        default -> throw new AssertionError(verdict);
      };
    }

    private void remember(Verdict.Remembered r) {
      var m = r.row().mutation();
      ids.put(
          m.origin().incarnation() + "/" + m.id(), new KnownIds.Known(m.payloadHash(), r.result()));
    }

    Healing.Ruling judge(State shown, long now) {
      return Healing.judge(
          state, journal.reversed().iterator(), shown, now, RULES, id32("healed " + epoch), 1);
    }

    Healing.Ruling.Heals heal(State shown, long now) {
      Healing.Ruling.Heals heals = (Healing.Ruling.Heals) judge(shown, now);
      state = heals.after();
      epoch = state.at().epoch();
      journal.add(new Booked(heals.heal(), heals.journal()));
      heals.remembered().forEach(this::remember);
      heals
          .forgotten()
          .forEach(g ->
              ids.remove(
                  g.row().mutation().origin().incarnation() + "/" + g.row().mutation().id()));
      return heals;
    }

    /** The purse by the rows that are on the lineage. */
    Money folded() {
      Map<EpochVersion, Booked> rows = new HashMap<>();
      journal.forEach(row -> rows.put(row.made().to(), row));
      Money sum = opening;
      EpochVersion at = state.at();
      while (at != null) {
        Booked row = Objects.requireNonNull(rows.get(at));
        for (Entry e : row.entries()) {
          assertThat(Posting.sum(e.postings())).isEqualTo(Money.ZERO);
          sum = sum.plus(Journal.sum(e.postings(), Posting.PURSE));
        }
        at =
            switch (row.made()) {
              case Commit commit -> commit.from();
              case Heal heal -> heal.from();
            };
      }
      return sum;
    }
  }

  private final Server server = new Server();
  private final Life a = new Life("a");
  private final Life b = new Life("b");

  /** The server as it was before the last things that it answered, and the state that it gave. */
  private record Loss(Server older, State shown) {}

  private Loss loss() {
    server.push(a, T0 + 1_000, a.does(buy(1), T0 + 500));
    Server older = server.backup();
    server.push(a, T0 + 9_000, a.does(buy(1), T0 + 5_000));
    return new Loss(older.restored("second life"), server.state);
  }

  // ---- devices ----------------------------------------------------------------------------------

  private static final String TABLET = Accounts.id64("tablet");
  private static final DeviceChange.Linked LINKED =
      new DeviceChange.Linked(TABLET, "tablet", T0 + 1_000);

  @Test
  void aDeviceThatTheBranchLinkedIsListedAndWhatItDidIsDoneAgain() {
    Loss loss = loss();
    loss.older.change(Accounts.KEY, LINKED);
    Chained row = b.does(buy(1), T0 + 11_000);
    loss.older.pushOf(TABLET, b, T0 + 12_000, row);

    Healing.Ruling.Heals heals = loss.older.heal(loss.shown, T0 + 20_000);

    assertThat(heals.after().devices().keys()).containsExactlyInAnyOrder(Accounts.KEY, TABLET);
    assertThat(heals.heal().changes()).extracting(it -> it.change()).containsExactly(LINKED);
    assertThat(heals.heal().steps()).extracting(r -> r.step().row()).containsExactly(row);
    assertThat(loss.older.folded()).isEqualTo(heals.after().core().purse());
  }

  @Test
  void whatTheBaseTookOffIsNotDoneAgainNorIsItsWordOnDevices() {
    server.change(Accounts.KEY, LINKED);
    Server older = server.backup();
    server.change(Accounts.KEY, new DeviceChange.Revoked(TABLET));
    Server back = older.restored("second life");
    back.pushOf(TABLET, b, T0 + 12_000, b.does(buy(1), T0 + 11_000));
    back.change(TABLET, new DeviceChange.Recoverable(Accounts.id64("its paper")));

    Healing.Ruling.Heals heals = back.heal(server.state, T0 + 20_000);

    assertThat(heals.after().devices().keys()).containsExactly(Accounts.KEY);
    assertThat(heals.after().devices().recovery()).isNull();
    assertThat(heals.after().core().owned()).doesNotContainKey("boat");
    assertThat(heals.heal().dropped()).hasSize(1);
    assertThat(heals.heal().changes()).isEmpty();
    assertThat(back.folded()).isEqualTo(heals.after().core().purse());
  }

  @Test
  void whatAFirstHealLetStandStandsInASecondOneThoughTheNumberBeforeItIsMissing() {
    server.change(Accounts.KEY, LINKED);
    Server older = server.backup();
    server.change(Accounts.KEY, new DeviceChange.Revoked(TABLET));
    State first = server.state;
    server.contact(T0 + 3_000);
    State second = server.state;
    Server back = older.restored("second life");
    back.pushOf(TABLET, b, T0 + 12_000, b.does(buy(1), T0 + 11_000));
    Chained gift = b.does(Command.gift("f".repeat(64), Money.of(5), 0), T0 + 11_500);
    back.pushOf(TABLET, b, T0 + 12_500, gift);

    Healing.Ruling.Heals once = back.heal(first, T0 + 20_000);
    assertThat(once.heal().steps()).extracting(r -> r.step().row()).containsExactly(gift);
    Healing.Ruling.Heals twice = back.heal(second, T0 + 30_000);

    assertThat(twice.heal().steps()).extracting(r -> r.step().row()).containsExactly(gift);
    assertThat(twice.after().devices().took(b.incarnation(), 2)).isTrue();
    assertThat(twice.after().transfers()).isEqualTo(once.after().transfers());
    assertThat(back.folded()).isEqualTo(twice.after().core().purse());
  }

  @Test
  void aSecondHealKeepsWhatAFirstOneKeptOfADeviceThatWasTakenOffSince() {
    server.change(Accounts.KEY, LINKED);
    Server older = server.backup();
    server.contact(T0 + 2_000);
    State first = server.state;
    server.contact(T0 + 3_000);
    State second = server.state;
    Server back = older.restored("second life");
    Chained row = b.does(buy(1), T0 + 11_000);
    back.pushOf(TABLET, b, T0 + 12_000, row);
    back.change(Accounts.KEY, new DeviceChange.Revoked(TABLET));
    back.heal(first, T0 + 20_000);
    assertThat(back.state.core().owned()).containsEntry("boat", 1);

    Healing.Ruling.Heals heals = back.heal(second, T0 + 30_000);

    assertThat(heals.heal().steps()).extracting(r -> r.step().row()).containsExactly(row);
    assertThat(heals.after().core().owned()).containsEntry("boat", 1);
    assertThat(heals.after().devices().keys()).containsExactly(Accounts.KEY);
    assertThat(back.folded()).isEqualTo(heals.after().core().purse());
  }

  @Test
  void theShownStateStandsAndWhatTheServerDidSinceIsDoneAgainOnTop() {
    Loss loss = loss();
    loss.older.contact(T0 + 10_000);
    Chained row = b.does(buy(1), T0 + 11_000);
    loss.older.push(b, T0 + 12_000, row);

    Healing.Ruling.Heals heals = loss.older.heal(loss.shown, T0 + 20_000);

    State healed = heals.after();
    assertThat(healed.core().owned()).containsEntry("boat", 3);
    assertThat(healed.core().asOf()).as("not moved to now").isEqualTo(T0 + 11_000);
    assertThat(heals.heal().steps()).extracting(r -> r.step().row()).containsExactly(row);
    assertThat(heals.heal().dropped()).isEmpty();
    assertThat(loss.older.folded()).isEqualTo(healed.core().purse());
    assertThat(loss.shown.heal(heals.heal(), RULES).state()).isEqualTo(healed);
  }

  @Test
  void bothEndsEnterTheLineageAndTheVersionIsAfterBoth() {
    Loss loss = loss();
    loss.older.contact(T0 + 10_000);
    loss.older.contact(T0 + 11_000);
    EpochVersion end = loss.older.state.at();

    State healed = loss.older.heal(loss.shown, T0 + 20_000).after();

    assertThat(healed.contains(loss.shown.at())).isTrue();
    assertThat(healed.contains(end)).isTrue();
    assertThat(healed.at().version()).isEqualTo(end.version() + 1);
    assertThat(healed.at().epoch()).isNotIn(end.epoch(), loss.shown.at().epoch());
    assertThat(loss.older.judge(loss.shown, T0 + 21_000))
        .isEqualTo(new Healing.Ruling.Refused(Healing.Refusal.NO_EVIDENCE));
  }

  @Test
  void anEmptyStoreTakesTheStateAsItIsButKnowsNoIdOfIt() {
    Loss loss = loss();

    Healing.Ruling.Heals heals =
        (Healing.Ruling.Heals)
            Healing.judge(
                null, Collections.emptyIterator(), loss.shown, T0 + 20_000, RULES, id32("new"), 1);

    State healed = heals.after();
    assertThat(healed.core()).isEqualTo(loss.shown.core());
    assertThat(healed.at()).isEqualTo(new EpochVersion(id32("new"), loss.shown.at().version() + 1));
    assertThat(healed.devices().forgotten(a.incarnation())).isEqualTo(2);
    assertThat(Journal.sum(heals.journal().getFirst().postings(), Posting.PURSE))
        .isEqualTo(healed.core().purse());
  }

  @Test
  void whatTheBaseHoldsIsNotDoneTwice() {
    Loss loss = loss();
    Chained lost = a.rows().getLast(); // its ack was lost: it comes again, to the older server
    loss.older.push(a, T0 + 12_000, lost);
    assertThat(loss.older.state.core().owned()).containsEntry("boat", 2);

    Healing.Ruling.Heals heals = loss.older.heal(loss.shown, T0 + 20_000);

    assertThat(heals.after().core().owned()).containsEntry("boat", 2);
    assertThat(heals.heal().dropped())
        .containsExactly(new Heal.Dropped(a.incarnation(), lost.mutation().id(), Outcome.APPLIED));
    assertThat(loss.older.push(a, T0 + 21_000, lost))
        .extracting(Result::outcome)
        .containsExactly(Outcome.OUTCOME_FORGOTTEN);
    assertThat(loss.older.folded()).isEqualTo(heals.after().core().purse());
  }

  @Test
  void norWhatAnotherIncarnationCarriedIntoTheBase() {
    server.push(a, T0 + 1_000, a.does(buy(1), T0 + 500));
    Server older = server.backup().restored("second life");
    Chained row = a.does(buy(1), T0 + 5_000);
    server.push(b, T0 + 9_000, b.carry(row.mutation()));
    older.push(a, T0 + 12_000, row);

    State healed = older.heal(server.state, T0 + 20_000).after();

    assertThat(healed.core().owned()).containsEntry("boat", 2);
    assertThat(healed.devices().forgotten(a.incarnation())).isEqualTo(2);
  }

  @Test
  void whatIsJudgedAgainMayEndOtherwiseAndThatIsItsOutcome() {
    server.push(a, T0 + 1_000, a.does(buy(1), T0 + 500));
    Server older = server.backup().restored("second life");
    server.push(a, T0 + 2_000, a.does(buy(1), T0 + 600)); // the money is spent there
    Chained row = b.does(Command.buy("boat", 1, 0, Money.of(107)), T0 + 700);
    assertThat(older.push(b, T0 + 700, row))
        .extracting(Result::outcome)
        .containsExactly(Outcome.APPLIED);

    older.heal(server.state, T0 + 2_000);

    assertThat(older.push(b, T0 + 3_000, row))
        .extracting(Result::outcome)
        .containsExactly(Outcome.REJECTED);
    assertThat(older.folded()).isEqualTo(older.state.core().purse());
  }

  @Test
  void rowsThatOnlyTookTheirNumberTakeItAgain() {
    Loss loss = loss();
    Chained carried = b.carry(a.rows().getFirst().mutation());
    loss.older.push(b, T0 + 12_000, carried);

    State healed = loss.older.heal(loss.shown, T0 + 20_000).after();

    assertThat(healed.devices().lastSeq(b.incarnation())).isEqualTo(1);
    assertThat(healed.core().owned()).containsEntry("boat", 2);
  }

  @Test
  void mutationsOfADeviceThatTheBaseDoesNotListAreLeftOut() {
    Loss loss = loss();
    State shown =
        State.of(
            ACCOUNT,
            loss.shown.at(),
            loss.shown.core(),
            new Devices(
                new TreeSet<>(List.of(OTHER_KEY)),
                loss.shown.devices().live(),
                loss.shown.devices().removed(),
                loss.shown.devices().carried()),
            loss.shown.timeline(),
            loss.shown.transfers(),
            loss.shown.contact(),
            loss.shown.lineage());
    Chained row = b.does(buy(1), T0 + 11_000);
    loss.older.push(b, T0 + 12_000, row);

    Healing.Ruling.Heals heals = loss.older.heal(shown, T0 + 20_000);

    assertThat(heals.heal().dropped()).extracting(Heal.Dropped::id).contains(row.mutation().id());
    assertThat(heals.after().core().owned()).containsEntry("boat", 2);
    assertThat(heals.forgotten()).extracting(Healing.Gone::row).containsExactly(row);
  }

  @Test
  void contactIsTheUnionOfBothHistories() {
    Loss loss = loss();
    long later = T0 + 20 * Accounts.LAMP;
    loss.older.contact(later);
    loss.older.contact(later + 5_000);
    loss.older.contact(later + 10 * Accounts.LAMP);

    State healed = loss.older.heal(loss.shown, later + 20 * Accounts.LAMP).after();

    assertThat(healed.contact().intervals())
        .extracting(i -> i.start())
        .contains(later, later + 10 * Accounts.LAMP);
    assertThat(healed.contact().isLit(later + 4_000, 1_000)).isTrue();
  }

  @Test
  void contactThatTheServersOwnStateHasPassedComesFromItsJournal() {
    Loss loss = loss();
    long later = T0 + 20 * Accounts.LAMP;
    loss.older.contact(later);
    loss.older.push(b, later + 300_000, b.does(buy(1), later + 300_000));
    loss.older.push(b, later + 600_000, b.does(buy(1), later + 600_000));

    Healing.Ruling.Heals heals = loss.older.heal(loss.shown, later + 700_000);

    assertThat(Objects.requireNonNull(heals.heal().contact()).intervals())
        .extracting(i -> i.start())
        .contains(later);
    assertThat(loss.older.folded()).isEqualTo(heals.after().core().purse());
  }

  @Test
  void serverMadeEntriesComeAgainAtATimeOfTheirOwn() {
    Loss loss = loss();
    loss.older.entry(gift("a gift", T0 + 15_000, 40));

    State healed = loss.older.heal(loss.shown, T0 + 20_000).after();

    assertThat(healed.timeline()).extracting(Entry::at).containsExactly(T0 + 20_000);
    assertThat(healed.timeline()).extracting(Entry::id).containsExactly(Journal.entryId("a gift"));
  }

  @Test
  void aLaterHealGoesOnFromTheFormerOne() {
    Loss first = loss();
    server.push(a, T0 + 10_000, a.does(buy(1), T0 + 9_500));
    State newest = server.state;
    Chained row = b.does(buy(1), T0 + 11_000);
    first.older.push(b, T0 + 12_000, row);
    first.older.heal(first.shown, T0 + 20_000);
    first.older.contact(T0 + 21_000);

    Healing.Ruling.Heals again = first.older.heal(newest, T0 + 30_000);

    assertThat(again.after().core().owned()).containsEntry("boat", 4);
    assertThat(again.heal().steps()).extracting(r -> r.step().row()).containsExactly(row);
    assertThat(again.after().contains(newest.at())).isTrue();
    assertThat(first.older.folded()).isEqualTo(again.after().core().purse());
  }

  @Test
  void whatAFormerHealDroppedIsTold() {
    Loss loss = loss();
    server.push(a, T0 + 10_000, a.does(buy(1), T0 + 9_500));
    loss.older.push(a, T0 + 12_000, a.rows().get(1));
    loss.older.heal(loss.shown, T0 + 20_000);

    Healing.Ruling.Heals again = loss.older.heal(server.state, T0 + 30_000);

    assertThat(again.heal().dropped())
        .extracting(Heal.Dropped::id)
        .containsExactly(a.rows().get(1).mutation().id());
  }

  @Test
  void aBranchThatIsInNoJournalCannotBeDoneAgain() {
    Loss loss = loss();
    loss.older.contact(T0 + 10_000);
    loss.older.contact(T0 + 11_000);
    loss.older.journal.removeLast();

    assertThat(loss.older.judge(loss.shown, T0 + 20_000))
        .isEqualTo(new Healing.Ruling.Refused(Healing.Refusal.OUT_OF_REACH));
  }

  @Test
  void anAccountThatBeganTwiceIsNotMixed() {
    Loss loss = loss();
    Server other = new Server();
    State elsewhere = renamed(other.state);
    Server fresh = new Server();
    fresh.state = elsewhere;

    assertThat(fresh.judge(loss.shown, T0 + 20_000))
        .isEqualTo(new Healing.Ruling.Refused(Healing.Refusal.NOTHING_COMMON));
  }

  private static State renamed(State s) {
    return State.of(
        s.account(),
        new EpochVersion(id32("another beginning"), 1),
        s.core(),
        s.devices(),
        s.timeline(),
        s.transfers(),
        s.contact(),
        s.lineage());
  }

  @Test
  void aBranchOfTooManyMutationsIsNotDoneAgain() {
    Loss loss = loss();
    for (int i = 0; i <= Healing.MOST_MUTATIONS / 256; i++) {
      Chained[] rows = new Chained[256];
      for (int n = 0; n < rows.length; n++) {
        rows[n] = b.does(Accounts.tooDear(), T0 + 10_000);
      }
      loss.older.push(b, T0 + 12_000, rows);
    }

    assertThat(loss.older.judge(loss.shown, T0 + 20_000))
        .isEqualTo(new Healing.Ruling.Refused(Healing.Refusal.TOO_LONG));
  }

  @Test
  void theBookOfWhatWasLostIsCarriedForwardInOneEntry() {
    Loss loss = loss();
    State at = loss.older.state;

    Heal heal = loss.older.heal(loss.shown, T0 + 20_000).heal();

    Entry carried = Objects.requireNonNull(heal.carryForward());
    assertThat(Journal.sum(carried.postings(), Posting.PURSE))
        .isEqualTo(loss.shown.core().purse().minus(at.core().purse()));
    assertThat(Journal.sum(carried.postings(), Posting.MINT).negated())
        .isEqualTo(loss.shown.core().lifetime().minus(at.core().lifetime()));
    assertThat(Journal.sum(carried.postings(), Posting.SHOP)).isEqualTo(Money.of(107));
    assertThat(heal.from()).isEqualTo(at.at());
  }

  @Test
  void aHealIsReplayedOnItsBaseOnly() {
    Loss loss = loss();
    Heal heal = loss.older.heal(loss.shown, T0 + 20_000).heal();

    assertThatThrownBy(() -> loss.older.state.heal(heal, RULES))
        .isInstanceOf(CommitException.class);
    assertThat(loss.shown.devices().keys()).containsExactly(KEY);
  }
}
