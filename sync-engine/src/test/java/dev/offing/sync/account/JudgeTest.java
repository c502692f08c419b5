package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.EPOCH;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.OTHER_KEY;
import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static dev.offing.sync.account.Accounts.id32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** docs/design/sync.md 4.1 and 4.2, a sentence a test. */
final class JudgeTest {
  private static final long NOW = T0 + 1_000;

  private final Map<String, KnownIds.Known> store = new HashMap<>();
  private State state = Accounts.enrolled();

  private KnownIds known() {
    return (origin, id) -> store.get(origin + "/" + id);
  }

  private Verdict judge(Batch batch) {
    return judge(batch, NOW);
  }

  private Verdict judge(Batch batch, long now) {
    return Judge.judge(state, batch, known(), now, RULES, Accounts.next(state), 1);
  }

  /** Judges, expects a commit, and writes it as a server does. */
  private Verdict.Commits commits(Batch batch) {
    return commits(batch, NOW);
  }

  private Verdict.Commits commits(Batch batch, long now) {
    Verdict verdict = judge(batch, now);
    assertThat(verdict).isInstanceOf(Verdict.Commits.class);
    Verdict.Commits made = (Verdict.Commits) verdict;
    state = made.after();
    for (Verdict.Remembered r : made.remembered()) {
      Mutation m = r.row().mutation();
      store.put(
          m.origin().incarnation() + "/" + m.id(), new KnownIds.Known(m.payloadHash(), r.result()));
    }
    return made;
  }

  private static List<Outcome> outcomes(Verdict.Commits made) {
    return made.results().stream().map(Result::outcome).toList();
  }

  @Nested
  final class New {
    @Test
    void aRowThatIsNextIsJudgedCommittedAndRemembered() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0 + 500);

      Verdict.Commits made = commits(a.push(state.at(), row));

      assertThat(made.results()).hasSize(1);
      Result result = made.results().getFirst();
      assertThat(result.id()).isEqualTo(row.mutation().id());
      assertThat(result.outcome()).isEqualTo(Outcome.APPLIED);
      assertThat(result.again()).isFalse();
      assertThat(result.effectiveAt()).isEqualTo(T0 + 500);
      assertThat(Journal.sum(result.postings(), Posting.SHOP)).isEqualTo(Money.of(100));
      assertThat(made.remembered())
          .containsExactly(new Verdict.Remembered(a.incarnation(), row, result));
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 1));
      assertThat(made.after().core().purse()).isEqualTo(Money.of(150));
      assertThat(made.after().core().asOf()).isEqualTo(T0 + 500);
      assertThat(made.after().contact().end()).isEqualTo(NOW);
      assertThat(made.journal()).hasSize(1);
      assertThat(made.commit().worldSeq()).isEqualTo(1);
      Incarnation own = made.after().devices().find(a.incarnation());
      assertThat(own).isEqualTo(new Incarnation(KEY, 1, row.hash(), 0, 2));
    }

    @Test
    void whatTheRulesRefuseTakesItsNumberAndNeverBlocks() {
      Life a = new Life("a");
      Chained[] rows = {
        a.does(Accounts.nonsense("waltz"), T0 + 100),
        a.does(Accounts.tooDear(), T0 + 200),
        a.does(buy(1), T0 + 300)
      };

      Verdict.Commits made = commits(a.push(state.at(), rows));

      assertThat(outcomes(made))
          .containsExactly(Outcome.REJECTED, Outcome.REJECTED, Outcome.APPLIED);
      assertThat(made.results().get(0).rejection())
          .extracting(Rejection::code)
          .isEqualTo(Rejection.UNKNOWN_KIND);
      assertThat(made.results().get(1).rejection())
          .extracting(Rejection::code)
          .isEqualTo(Rejection.FUNDS);
      assertThat(made.results().get(0).effectiveAt()).isZero();
      assertThat(made.after().devices().lastSeq(a.incarnation())).isEqualTo(3);
    }

    @Test
    void aRefusalIsSticky() {
      Life a = new Life("a");
      Chained row = a.does(Accounts.tooDear(), T0 + 100);
      Result first = commits(a.push(state.at(), row)).results().getFirst();

      Verdict again = judge(a.push(state.at(), row), NOW + 1_000_000_000L);

      assertThat(again).isEqualTo(new Verdict.Known(List.of(first.repeated())));
    }

    @Test
    void aRefusalAloneMovesNothingButNumbersAndContact() {
      Life a = new Life("a");

      Verdict.Commits made = commits(a.push(state.at(), a.does(Accounts.tooDear(), T0 + 100)));

      assertThat(made.after().core()).isEqualTo(Accounts.enrolled().core());
      assertThat(made.journal()).isEmpty();
      assertThat(made.after().contact().end()).isEqualTo(NOW);
    }

    @Test
    void aRuleThatThrowsIsStickyAndBlocksNothing() {
      Life a = new Life("a");
      Chained[] rows = {a.does(Accounts.unpriceable(), T0 + 100), a.does(buy(2), T0 + 200)};

      Verdict.Commits made = commits(a.push(state.at(), rows));

      assertThat(outcomes(made)).containsExactly(Outcome.REJECTED, Outcome.APPLIED);
      assertThat(made.results().getFirst().rejection()).isEqualTo(Reasons.RULE_FAILED);
    }

    @Test
    void dearerThanAgreedIsRefused() {
      Life a = new Life("a");
      Command cheap = Command.buy("boat", 1, 0, Money.of(99));

      Verdict.Commits made = commits(a.push(state.at(), a.does(cheap, T0 + 100)));

      assertThat(made.results().getFirst().rejection())
          .extracting(Rejection::code)
          .isEqualTo(Rejection.PRICE_CHANGED);
    }

    @Test
    void whatIsOfAnotherRunIsRefused() {
      Life a = new Life("a");
      Command other = Command.buy("boat", 1, 7, null);

      Verdict.Commits made = commits(a.push(state.at(), a.does(other, T0 + 100)));

      assertThat(made.results().getFirst().rejection())
          .extracting(Rejection::code)
          .isEqualTo(Rejection.OTHER_RUN);
    }
  }

  @Nested
  final class KnownRows {
    @Test
    void aKnownIdGetsItsFirstOutcomeAgainAndNothingIsCommitted() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0 + 500);
      Result first = commits(a.push(state.at(), row)).results().getFirst();

      Verdict verdict = judge(a.push(state.at(), row));

      assertThat(verdict).isEqualTo(new Verdict.Known(List.of(first.repeated())));
      assertThat(first.repeated().again()).isTrue();
      assertThat(first.repeated().postings()).isEqualTo(first.postings());
    }

    @Test
    void aKnownIdGetsItThroughAnyIncarnationAndTakesItsNumberThere() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0 + 500);
      Result first = commits(a.push(state.at(), row)).results().getFirst();
      State before = state;
      Life b = new Life("b");
      Chained carried = b.carry(row.mutation());

      Verdict.Commits made = commits(b.push(state.at(), carried));

      assertThat(made.results()).containsExactly(first.repeated());
      assertThat(made.commit().steps())
          .containsExactly(new Step(carried, Outcome.APPLIED, true, 0));
      assertThat(made.after().core()).isEqualTo(before.core());
      assertThat(made.journal()).isEmpty();
      assertThat(made.remembered()).describedAs("it is known").isEmpty();
      assertThat(made.after().devices().lastSeq(b.incarnation())).isEqualTo(1);
      assertThat(made.after().devices().carried())
          .containsExactly(entry(a.incarnation(), new Carried(1, 0)));
    }

    @Test
    void aForkDrains() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      Chained two = a.does(Accounts.tooDear(), T0 + 200);
      commits(a.push(state.at(), one, two));
      Life fork = new Life("fork");
      Chained[] rows = {
        fork.carry(one.mutation()), fork.carry(two.mutation()), fork.does(buy(1), T0 + 700)
      };

      Verdict.Commits made = commits(fork.push(state.at(), rows));

      assertThat(outcomes(made))
          .containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);
      assertThat(made.results()).extracting(Result::again).containsExactly(true, true, false);
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 2));
      assertThat(made.after().devices().lastSeq(fork.incarnation())).isEqualTo(3);
    }

    @Test
    void theSameIdTwiceInOneBatchActsOnce() {
      Life b = new Life("b");
      Mutation m = new Life("a").does(buy(1), T0 + 100).mutation();
      Chained[] rows = {b.carry(m), b.carry(m)};

      Verdict.Commits made = commits(b.push(state.at(), rows));

      assertThat(outcomes(made)).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
      assertThat(made.results()).extracting(Result::again).containsExactly(false, true);
      assertThat(made.remembered()).hasSize(1);
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 1));
    }

    @Test
    void anotherPayloadUnderAKnownIdIsRejectedAndTheFirstStands() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0 + 500);
      commits(a.push(state.at(), row));
      Mutation m = row.mutation();
      Life b = new Life("b");
      Chained other =
          b.carry(new Mutation(m.id(), m.origin(), m.at() + 1, m.command(), m.catalog()));

      Verdict.Commits made = commits(b.push(state.at(), other));

      assertThat(made.results())
          .containsExactly(
              new Result(m.id(), Outcome.REJECTED, Reasons.ID_REUSED, true, 0, List.of()));
      assertThat(made.remembered()).isEmpty();
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 1));
      assertThat(((Verdict.Known) judge(a.push(state.at(), row))).results())
          .extracting(Result::outcome)
          .containsExactly(Outcome.APPLIED);
    }

    @Test
    void theSameIdOfAnotherOriginIsAnotherMutation() {
      Life a = new Life("a");
      Mutation m = a.does(buy(1), T0 + 100).mutation();
      commits(a.push(state.at(), a.rows().getFirst()));
      Life b = new Life("b");
      Chained same =
          b.carry(
              new Mutation(
                  m.id(), new Origin(b.incarnation(), 1), m.at(), m.command(), m.catalog()));

      assertThat(outcomes(commits(b.push(state.at(), same)))).containsExactly(Outcome.APPLIED);
      assertThat(state.core().owned()).containsExactly(entry("boat", 2));
    }

    @Test
    void knownRowsInFrontDoNotHinderNewOnesBehind() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      commits(a.push(state.at(), one));
      Chained two = a.does(buy(1), T0 + 700);

      Verdict.Commits made = commits(a.push(state.at(), one, two));

      assertThat(made.results()).extracting(Result::again).containsExactly(true, false);
      assertThat(made.commit().steps()).hasSize(1);
    }
  }

  @Nested
  final class ForgottenRows {
    /** Three rows of a, of which the id store forgot the first two. */
    private Life forgotten() {
      Life a = new Life("a");
      commits(
          a.push(
              state.at(),
              a.does(buy(1), T0 + 100),
              a.does(Accounts.tooDear(), T0 + 200),
              a.does(Accounts.nonsense("x"), T0 + 300)));
      for (Chained row : a.rows().subList(0, 2)) {
        store.remove(a.incarnation() + "/" + row.mutation().id());
      }
      state =
          state
              .commit(Accounts.forgetting(state, new Forgotten(a.incarnation(), 2, 0)), RULES)
              .state();
      return a;
    }

    @Test
    void anUnknownIdWhoseNumberWasForgottenIsNotExecuted() {
      Life a = forgotten();

      Verdict verdict = judge(a.push(state.at(), a.rows().getFirst()));

      assertThat(verdict)
          .isEqualTo(new Verdict.Known(List.of(lost(a.rows().getFirst().mutation().id()))));
    }

    private static Result lost(String id) {
      return new Result(id, Outcome.OUTCOME_FORGOTTEN, null, true, 0, List.of());
    }

    @Test
    void norIsOneWhoseNumberWasForgottenInTheIncarnationThatCarriesIt() {
      Life b = new Life("b");
      Chained carried = b.carry(new Life("a").does(buy(1), T0).mutation());
      commits(b.push(state.at(), carried));
      store.clear();
      state =
          state
              .commit(Accounts.forgetting(state, new Forgotten(b.incarnation(), 1, 0)), RULES)
              .state();

      assertThat(judge(b.push(state.at(), carried)))
          .isEqualTo(new Verdict.Known(List.of(lost(carried.mutation().id()))));
    }

    @Test
    void norIsOneWhoseOriginNumberWasForgotten() {
      Life a = forgotten();
      Life b = new Life("b");
      Chained carried = b.carry(a.rows().getFirst().mutation());

      Verdict.Commits made = commits(b.push(state.at(), carried));

      assertThat(made.results()).containsExactly(lost(carried.mutation().id()));
      assertThat(made.commit().steps())
          .containsExactly(new Step(carried, Outcome.OUTCOME_FORGOTTEN, true, 0));
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 1));
      assertThat(made.remembered())
          .describedAs("from now on this is its outcome")
          .containsExactly(
              new Verdict.Remembered(b.incarnation(), carried, lost(carried.mutation().id())));
      assertThat(judge(b.push(state.at(), carried)))
          .isEqualTo(new Verdict.Known(List.of(lost(carried.mutation().id()))));
    }

    @Test
    void anIdThatIsStillKnownKeepsItsOutcome() {
      Life a = forgotten();

      Verdict verdict = judge(a.push(state.at(), a.rows().get(2)));

      assertThat(((Verdict.Known) verdict).results())
          .extracting(Result::outcome)
          .containsExactly(Outcome.REJECTED);
    }

    @Test
    void forgottenAndNewRowsOfAForkDrainTogether() {
      Life a = forgotten();
      Life b = new Life("b");
      Chained[] rows = {
        b.carry(a.rows().get(0).mutation()),
        b.carry(a.rows().get(1).mutation()),
        b.carry(a.rows().get(2).mutation()),
        b.carry(a.does(buy(1), T0 + 600).mutation())
      };

      Verdict.Commits made = commits(b.push(state.at(), rows));

      assertThat(outcomes(made))
          .containsExactly(
              Outcome.OUTCOME_FORGOTTEN,
              Outcome.OUTCOME_FORGOTTEN,
              Outcome.REJECTED,
              Outcome.APPLIED);
      assertThat(made.after().devices().lastSeq(b.incarnation())).isEqualTo(4);
    }

    @Test
    void aCarriedIdThatWasForgottenIsNotExecutedInItsOwnIncarnation() {
      Life a = new Life("a");
      Chained own = a.does(buy(1), T0 + 100);
      Life b = new Life("b");
      commits(b.push(state.at(), b.carry(own.mutation())));
      store.clear();
      state =
          state
              .commit(
                  Accounts.forgetting(
                      state,
                      new Forgotten(a.incarnation(), 0, 1),
                      new Forgotten(b.incarnation(), 1, 0)),
                  RULES)
              .state();

      Verdict.Commits made = commits(a.push(state.at(), own));

      assertThat(outcomes(made)).containsExactly(Outcome.OUTCOME_FORGOTTEN);
      assertThat(made.after().core().owned()).containsExactly(entry("boat", 1));
    }

    /**
     * What others carried of an incarnation counts for origin numbers only: its own numbers are
     * other mutations once it carries for a third one.
     */
    @Test
    void whatOthersCarriedOfAnIncarnationSaysNothingOfTheNumbersThatItCarriesItself() {
      Life a = new Life("a");
      Life b = new Life("b");
      Mutation fifth = null;
      for (int i = 0; i < 5; i++) {
        fifth = a.does(Accounts.nonsense("step " + i), T0 + i).mutation();
      }
      commits(b.push(state.at(), b.carry(fifth)));
      store.clear();
      state =
          state
              .commit(Accounts.forgetting(state, new Forgotten(a.incarnation(), 0, 5)), RULES)
              .state();
      Mutation third = new Life("c").does(buy(1), T0 + 600).mutation();

      Verdict.Commits made = commits(new Life("a").push(state.at(), new Life("a").carry(third)));

      assertThat(outcomes(made)).containsExactly(Outcome.APPLIED);
    }
  }

  @Nested
  final class Gaps {
    @Test
    void aHoleIsAnsweredWithTheLastNumberAndHash() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      commits(a.push(state.at(), one));
      a.does(Accounts.tooDear(), T0 + 200);
      Chained three = a.does(Accounts.tooDear(), T0 + 300);

      assertThat(judge(a.push(state.at(), three))).isEqualTo(new Verdict.Gap(1, one.hash()));
    }

    @Test
    void anIncarnationThatNeverPushedIsAtItsGenesis() {
      Life a = new Life("a");
      a.does(buy(1), T0 + 100);
      Chained two = a.does(buy(1), T0 + 200);

      assertThat(judge(a.push(state.at(), two)))
          .isEqualTo(new Verdict.Gap(0, Chained.genesis(ACCOUNT, a.incarnation())));
    }

    @Test
    void twoCopiesOfAProfileMeetAtAnothersHash() {
      Life first = new Life("a");
      Life second = first.copy("second");
      Chained mine = first.does(buy(1), T0 + 100);
      commits(first.push(state.at(), mine));
      second.does(Accounts.tooDear(), T0 + 150);

      Verdict verdict = judge(second.push(state.at(), second.rows().getFirst()));

      assertThat(verdict).isEqualTo(new Verdict.Gap(1, mine.hash()));
      assertThat(mine.hash()).isNotEqualTo(second.hash());
    }

    @Test
    void aNewIdUnderAnOldNumberIsAGap() {
      Life a = new Life("a");
      commits(a.push(state.at(), a.does(buy(1), T0), a.does(Accounts.tooDear(), T0)));
      Life copy = new Life("a").copy("copy");

      Verdict verdict = judge(copy.push(state.at(), copy.does(buy(1), T0 + 5)));

      assertThat(verdict).isEqualTo(new Verdict.Gap(2, a.hash()));
    }

    @Test
    void aKnownIdUnderANumberBehindAHoleIsAGapToo() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      commits(a.push(state.at(), one));
      Life b = new Life("b");
      b.does(Accounts.tooDear(), T0 + 200);
      Chained second = b.carry(one.mutation());

      assertThat(judge(b.push(state.at(), second)))
          .isEqualTo(new Verdict.Gap(0, Chained.genesis(ACCOUNT, b.incarnation())));
    }

    @Test
    void whatStandsBeforeAHoleIsCommitted() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      a.does(Accounts.tooDear(), T0 + 200);
      Chained three = a.does(Accounts.tooDear(), T0 + 300);

      Verdict.Commits made = commits(a.push(state.at(), one, three));

      assertThat(made.results()).extracting(Result::id).containsExactly(one.mutation().id());
      assertThat(made.after().devices().lastSeq(a.incarnation())).isEqualTo(1);
    }

    @Test
    void whatIsKnownBeforeAHoleIsTold() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      commits(a.push(state.at(), one));
      a.does(Accounts.tooDear(), T0 + 200);
      Chained three = a.does(Accounts.tooDear(), T0 + 300);

      Verdict verdict = judge(a.push(state.at(), one, three));

      assertThat(verdict).isInstanceOf(Verdict.Known.class);
      assertThat(((Verdict.Known) verdict).results()).hasSize(1);
    }

    @Test
    void aHashMadeUpIsAGap() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      Chained forged = new Chained(one.mutation(), 1, "00".repeat(32));

      assertThat(judge(a.push(state.at(), forged)))
          .isEqualTo(new Verdict.Gap(0, Chained.genesis(ACCOUNT, a.incarnation())));
    }

    @Test
    void aRemovedIncarnationIsToldMinusOne() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), T0 + 100);
      commits(a.push(state.at(), one));
      for (int i = 0; i < Devices.LIVE; i++) {
        Life other = new Life("other " + i);
        commits(other.push(state.at(), other.does(Accounts.tooDear(), T0 + 200)));
      }
      Chained two = a.does(buy(1), T0 + 900);

      assertThat(state.devices().removed()).containsKey(a.incarnation());
      assertThat(judge(a.push(state.at(), two))).isEqualTo(new Verdict.Gap(-1, ""));

      Life fork = new Life("fork");
      Verdict.Commits made =
          commits(fork.push(state.at(), fork.carry(one.mutation()), fork.carry(two.mutation())));
      assertThat(made.results()).extracting(Result::again).containsExactly(true, false);
      assertThat(outcomes(made)).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }
  }

  @Nested
  final class Bases {
    @Test
    void aBaseThatIsNotOnTheLineageIsStale() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0);

      assertThat(judge(a.push(new EpochVersion(id32("unheard of"), 1), row)))
          .isEqualTo(new Verdict.StaleEpoch());
    }

    @Test
    void soIsOneBeyondTheEndOfAnEpoch() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0);
      EpochVersion here = state.at();

      assertThat(judge(a.push(new EpochVersion(EPOCH, here.version() + 1), row)))
          .isEqualTo(new Verdict.StaleEpoch());

      state =
          state
              .commit(
                  new Commit(
                      ACCOUNT,
                      here,
                      new EpochVersion(id32("second"), here.version() + 1),
                      null,
                      null,
                      null,
                      List.of(),
                      List.of(),
                      NOW,
                      List.of(),
                      1),
                  RULES)
              .state();
      assertThat(judge(a.push(new EpochVersion(EPOCH, here.version() + 1), row)))
          .describedAs("of a closed epoch")
          .isEqualTo(new Verdict.StaleEpoch());
      assertThat(judge(a.push(here, row))).isInstanceOf(Verdict.Commits.class);
    }

    @Test
    void anOlderBaseOnTheLineageIsFine() {
      EpochVersion old = state.at();
      for (int i = 0; i < 5; i++) {
        state = state.commit(Accounts.contact(state, NOW), RULES).state();
      }
      Life a = new Life("a");

      assertThat(judge(a.push(old, a.does(buy(1), T0)))).isInstanceOf(Verdict.Commits.class);
    }

    @Test
    void noBaseIsFine() {
      Life a = new Life("a");

      assertThat(judge(a.push(null, a.does(buy(1), T0)))).isInstanceOf(Verdict.Commits.class);
    }

    @Test
    void aBaseWithoutAnAccountIsStale() {
      Life a = new Life("a");
      Batch batch = a.push(new EpochVersion(EPOCH, 1), a.does(buy(1), T0));

      assertThat(Judge.judge(null, batch, known(), NOW, RULES, new EpochVersion(EPOCH, 1), 1))
          .isEqualTo(new Verdict.StaleEpoch());
    }
  }

  @Nested
  final class Waiting {
    @Test
    void anAtUpToOneSecondAheadIsWaitedFor() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), NOW + 1_000);

      assertThat(judge(a.push(state.at(), row))).isEqualTo(new Verdict.Wait(NOW + 1_000));
      Verdict.Commits made = commits(a.push(state.at(), row), NOW + 1_000);
      assertThat(made.results().getFirst().effectiveAt()).isEqualTo(NOW + 1_000);
    }

    @Test
    void theLatestOfABatchIsWaitedFor() {
      Life a = new Life("a");
      Chained one = a.does(buy(1), NOW + 10);
      Chained two = a.does(buy(1), NOW + 700);
      Chained three = a.does(buy(1), NOW + 300);

      assertThat(judge(a.push(state.at(), one, two, three))).isEqualTo(new Verdict.Wait(NOW + 700));
    }

    @Test
    void whatIsFurtherAheadActsNow() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), NOW + 1_001);

      assertThat(commits(a.push(state.at(), row)).results().getFirst().effectiveAt())
          .isEqualTo(NOW);
    }

    /** Else a device whose clock is an hour fast could hold its account for an hour. */
    @Test
    void aChainOfShortWaitsIsNone() {
      Life a = new Life("a");
      List<Chained> rows = new ArrayList<>();
      for (int i = 1; i <= 256; i++) {
        rows.add(a.does(Accounts.nonsense("tap"), NOW + 900L * i));
      }

      Verdict verdict = judge(a.push(state.at(), rows.toArray(Chained[]::new)));

      assertThat(verdict).isInstanceOf(Verdict.Commits.class);
    }
  }

  @Nested
  final class Keys {
    @Test
    void aKeyThatIsNotListedMayNotPush() {
      Life a = new Life("a");
      Batch batch =
          new Batch(ACCOUNT, OTHER_KEY, a.incarnation(), state.at(), List.of(a.does(buy(1), T0)));

      assertThat(judge(batch)).isEqualTo(new Verdict.Unlinked());
    }

    @Test
    void aPushToAnotherAccountIsNotTaken() {
      Life a = new Life("a");
      Batch batch =
          new Batch(
              State.accountOf(OTHER_KEY), KEY, a.incarnation(), null, List.of(a.does(buy(1), T0)));

      assertThat(judge(batch)).isEqualTo(new Verdict.Unlinked());
    }
  }

  @Nested
  final class FirstPush {
    private final EpochVersion one = new EpochVersion(EPOCH, 1);

    private Verdict first(Batch batch, long now) {
      return Judge.judge(null, batch, known(), now, RULES, one, 1);
    }

    @Test
    void createsTheAccountAtItsFirstAt() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), T0);

      Verdict.Commits made = (Verdict.Commits) first(a.push(null, row), NOW);

      assertThat(made.commit().from()).isNull();
      assertThat(made.commit().genesis()).isEqualTo(new Commit.Genesis(T0, KEY));
      assertThat(made.after().at()).isEqualTo(one);
      assertThat(made.after().account()).isEqualTo(ACCOUNT);
      assertThat(made.after().devices().keys()).containsExactly(KEY);
      assertThat(made.after().core().purse()).isEqualTo(Money.of(150));
      assertThat(Accounts.genesis().commit(made.commit(), RULES).state())
          .describedAs("the device builds the same")
          .isEqualTo(made.after());
    }

    @Test
    void neverLaterThanNow() {
      Life a = new Life("a");
      Chained row = a.does(buy(1), NOW + 86_400_000);

      Verdict.Commits made = (Verdict.Commits) first(a.push(null, row), NOW);

      assertThat(made.commit().genesis()).isEqualTo(new Commit.Genesis(NOW, KEY));
      assertThat(made.after().core().asOf()).isEqualTo(NOW);
    }

    /** An hour of play, enrolled two days later. */
    @Test
    void earnsOneLampBeforeItsFirstContactHoweverLateThatIs() {
      Life a = new Life("a");
      Chained[] rows = {a.does(buy(1), T0), a.does(buy(1), T0 + 172_800_000)};

      Verdict.Commits made = (Verdict.Commits) first(a.push(null, rows), T0 + 172_800_000);

      assertThat(outcomes(made)).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
      assertThat(made.after().core().lifetime()).isEqualTo(Money.of(Accounts.LAMP));
    }

    @Test
    void onlyTheFirstKeyCreates() {
      Life a = new Life("a");
      Batch batch =
          new Batch(ACCOUNT, OTHER_KEY, a.incarnation(), null, List.of(a.does(buy(1), T0)));

      assertThat(first(batch, NOW)).isEqualTo(new Verdict.Unlinked());
    }

    @Test
    void aHoleBeforeTheFirstRowCreatesNothing() {
      Life a = new Life("a");
      a.does(buy(1), T0);
      Chained two = a.does(buy(1), T0 + 1);

      assertThat(first(a.push(null, two), NOW))
          .isEqualTo(new Verdict.Gap(0, Chained.genesis(ACCOUNT, a.incarnation())));
    }

    @Test
    void anEmptyPushCreatesNothing() {
      assertThat(first(new Life("a").push(null), NOW)).isEqualTo(new Verdict.Known(List.of()));
    }

    @Test
    void aPushOfNothingNewCommitsNothing() {
      assertThat(judge(new Life("a").push(state.at()))).isEqualTo(new Verdict.Known(List.of()));
    }

    @Test
    void onARefusalTheAccountIsCreatedAllTheSame() {
      Life a = new Life("a");

      Verdict.Commits made =
          (Verdict.Commits) first(a.push(null, a.does(Accounts.tooDear(), T0)), NOW);

      assertThat(outcomes(made)).containsExactly(Outcome.REJECTED);
      assertThat(made.after().core().purse()).isEqualTo(Money.of(250));
    }
  }

  @Nested
  final class Origins {
    @Test
    void anOwnRowHasItsOwnNumberAsOrigin() {
      Life a = new Life("a");
      Mutation m = a.does(buy(1), T0).mutation();
      Chained strange =
          new Life("a")
              .carry(
                  new Mutation(
                      m.id(), new Origin(a.incarnation(), 9), m.at(), m.command(), m.catalog()));

      Verdict.Commits made = commits(a.push(state.at(), strange));

      assertThat(made.results().getFirst().rejection()).isEqualTo(Reasons.WRONG_ORIGIN);
      assertThat(made.after().core()).isEqualTo(Accounts.enrolled().core());
      assertThat(made.after().devices().lastSeq(a.incarnation())).isEqualTo(1);
    }

    @Test
    void soManyOriginsAreRememberedAndNoMore() {
      TreeMap<String, Carried> many = new TreeMap<>();
      IntStream.range(0, Devices.CARRIED)
          .forEach(i -> many.put(id32("origin " + i), new Carried(5, 0)));
      Devices before = state.devices();
      state =
          State.of(
              ACCOUNT,
              state.at(),
              state.core(),
              new Devices(before.keys(), before.live(), before.removed(), many),
              state.timeline(),
              state.transfers(),
              state.contact(),
              state.lineage());
      Life b = new Life("b");
      Chained[] rows = {
        b.carry(new Life("one too many").does(buy(1), T0 + 1).mutation()),
        b.carry(new Life("origin 7").does(buy(1), T0 + 2).mutation()),
        b.does(buy(1), T0 + 900)
      };

      Verdict.Commits made = commits(b.push(state.at(), rows));

      assertThat(outcomes(made))
          .containsExactly(Outcome.REJECTED, Outcome.APPLIED, Outcome.APPLIED);
      assertThat(made.results().getFirst().rejection()).isEqualTo(Reasons.TOO_MANY_ORIGINS);
      assertThat(made.after().devices().carried()).hasSize(Devices.CARRIED);
    }
  }

  @Test
  void whoArrivesFirstIsAppliedFirstAndTheOtherRunsAfterIt() {
    Life a = new Life("a");
    Life b = new Life("b");
    commits(b.push(state.at(), b.does(buy(1), T0 + 800)));

    Verdict.Commits made = commits(a.push(state.at(), a.does(buy(1), T0 + 100)));

    assertThat(made.results().getFirst().effectiveAt()).isEqualTo(T0 + 800);
  }

  @Test
  void entriesThatWereCrossedAreInTheBookBeforeTheMutation() {
    state =
        state
            .commit(Accounts.commit(state, List.of(Accounts.gift("g", T0 + 50, 400)), null), RULES)
            .state();
    Life a = new Life("a");

    Verdict.Commits made = commits(a.push(state.at(), a.does(buy(5), T0 + 60)));

    assertThat(made.journal()).extracting(e -> e.at()).containsExactly(T0 + 50, T0 + 60);
    assertThat(made.after().timeline()).isEmpty();
    assertThat(outcomes(made)).containsExactly(Outcome.APPLIED);
  }
}
