package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.EPOCH;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.LAMP;
import static dev.offing.sync.account.Accounts.OTHER_KEY;
import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static dev.offing.sync.account.Accounts.gift;
import static dev.offing.sync.account.Accounts.id32;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Contact.Interval;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link State#commit} does and what it refuses. */
final class CommitTest {
  private final State state = Accounts.enrolled();
  private final Life a = new Life("a");

  private static State after(State on, Commit commit) {
    return on.commit(commit, RULES).state();
  }

  private static void refuses(State on, Commit commit, String sentence) {
    assertThatExceptionOfType(CommitException.class)
        .isThrownBy(() -> on.commit(commit, RULES))
        .withMessageContaining(sentence);
  }

  private Commit of(Step... steps) {
    return of(state, steps);
  }

  private Commit of(State on, Step... steps) {
    return new Commit(
        ACCOUNT,
        on.at(),
        Accounts.next(on),
        null,
        a.incarnation(),
        KEY,
        List.of(steps),
        List.of(),
        T0 + 1_000,
        List.of(),
        1);
  }

  private static Step applied(Chained row, long at) {
    return new Step(row, Outcome.APPLIED, false, at);
  }

  private static Commit bare(
      String account, @Nullable EpochVersion from, EpochVersion to, Commit.@Nullable Genesis g) {
    return new Commit(account, from, to, g, null, null, List.of(), List.of(), T0, List.of(), 1);
  }

  @Nested
  final class Refuses {
    @Test
    void anotherAccount() {
      refuses(
          state,
          bare(State.accountOf(OTHER_KEY), state.at(), Accounts.next(state), null),
          "another account");
    }

    @Test
    void anotherBase() {
      EpochVersion here = state.at();
      EpochVersion later = new EpochVersion(EPOCH, here.version() + 1);
      EpochVersion elsewhere = new EpochVersion(id32("elsewhere"), here.version());
      EpochVersion next = new EpochVersion(EPOCH, here.version() + 2);

      refuses(state, bare(ACCOUNT, later, next, null), "builds on");
      refuses(state, bare(ACCOUNT, elsewhere, Accounts.next(state), null), "builds on");
      refuses(Accounts.genesis(), bare(ACCOUNT, here, Accounts.next(state), null), "builds on");
      refuses(state, Accounts.first(T0), "builds on");
    }

    @Test
    void aBeginningElsewhere() {
      EpochVersion one = new EpochVersion(EPOCH, 1);
      State genesis = Accounts.genesis();

      refuses(
          genesis, bare(ACCOUNT, null, one, new Commit.Genesis(T0 + 1, KEY)), "at another moment");
      refuses(
          genesis, bare(ACCOUNT, null, one, new Commit.Genesis(T0, OTHER_KEY)), "with another key");
      assertThat(after(genesis, bare(ACCOUNT, null, one, new Commit.Genesis(T0, KEY))).at())
          .isEqualTo(one);
    }

    @Test
    void anOutcomeThatReplayingDoesNotGive() {
      Chained dear = a.does(Accounts.tooDear(), T0 + 5);

      refuses(state, of(applied(dear, T0 + 5)), "the commit says APPLIED");
      refuses(
          state,
          of(new Step(new Life("a").does(buy(1), T0), Outcome.RESERVED, false, T0)),
          "replaying it says APPLIED");
    }

    @Test
    void aTimeAtWhichItCouldNotBePaidYet() {
      State after = after(state, of(applied(a.does(buy(2), T0), T0)));
      Chained third = a.does(buy(1), T0);

      refuses(after, of(after, applied(third, T0 + 35)), "funds");
      assertThat(after(after, of(after, applied(third, T0 + 36))).core().owned())
          .containsExactly(entry("boat", 3));
    }

    @Test
    void aTimeBeforeAsOf() {
      State after = after(state, of(applied(a.does(buy(1), T0), T0 + 500)));

      refuses(after, of(after, applied(a.does(buy(1), T0), T0 + 499)), "never moved back");
    }

    @Test
    void aNumberThatIsNotTheNext() {
      a.does(buy(1), T0);

      refuses(state, of(applied(a.does(buy(1), T0), T0)), "takes number 2 after 0");
    }

    @Test
    void aRowOfARemovedIncarnation() {
      State full = state;
      Chained first = a.does(buy(1), T0);
      full = after(full, of(applied(first, T0)));
      for (int i = 0; i < Devices.LIVE; i++) {
        Life other = new Life("other " + i);
        full =
            after(
                full,
                new Commit(
                    ACCOUNT,
                    full.at(),
                    Accounts.next(full),
                    null,
                    other.incarnation(),
                    KEY,
                    List.of(
                        new Step(other.does(Accounts.tooDear(), T0), Outcome.REJECTED, false, 0)),
                    List.of(),
                    null,
                    List.of(),
                    1));
      }
      assertThat(full.devices().removed()).containsKey(a.incarnation());

      refuses(full, of(full, new Step(first, Outcome.REJECTED, false, 0)), a.incarnation());
    }

    @Test
    void anEntryWhoseTimeIsOver() {
      refuses(state, Accounts.commit(state, List.of(gift("g", T0, 5)), T0), "its time is over");
    }

    @Test
    void anEntryThatIsThereAlready() {
      State with = after(state, Accounts.commit(state, List.of(gift("g", T0 + 9, 5)), T0));

      refuses(with, Accounts.commit(with, List.of(gift("g", T0 + 10, 5)), T0), "there twice");
      refuses(
          state,
          Accounts.commit(state, List.of(gift("g", T0 + 9, 5), gift("g", T0 + 10, 5)), T0),
          "there twice");
    }

    @Test
    void aNumberForgottenThatWasNeverTaken() {
      State with = after(state, of(applied(a.does(buy(1), T0), T0)));

      refuses(
          with,
          Accounts.forgetting(with, new Forgotten(a.incarnation(), 2, 0)),
          "forgotten <= lastSeq");
    }
  }

  @Nested
  final class Steps {
    @Test
    void whatActsMovesTheEconomyAndTheNumberTogether() {
      Committed made = state.commit(of(applied(a.does(buy(2), T0), T0 + 7)), RULES);

      assertThat(made.state().core().asOf()).isEqualTo(T0 + 7);
      assertThat(made.state().core().purse()).isEqualTo(Money.of(43));
      assertThat(made.state().devices().lastSeq(a.incarnation())).isEqualTo(1);
      assertThat(made.state().devices().find(a.incarnation()).lastUsed())
          .isEqualTo(made.state().at().version());
      assertThat(made.journal()).hasSize(1);
    }

    @Test
    void whatIsRejectedAgainOrForgottenTakesItsNumberAndNothingElse() {
      Step rejected = new Step(a.does(buy(1), T0), Outcome.REJECTED, false, 0);
      Step again = new Step(a.does(buy(1), T0), Outcome.APPLIED, true, 0);
      Step forgotten = new Step(a.does(buy(1), T0), Outcome.OUTCOME_FORGOTTEN, true, 0);
      assertThat(List.of(rejected, again, forgotten)).noneMatch(Step::acts);

      Committed made = state.commit(of(rejected, again, forgotten), RULES);

      assertThat(made.journal()).isEmpty();
      assertThat(made.state().core()).isEqualTo(state.core());
      assertThat(made.state().devices().lastSeq(a.incarnation())).isEqualTo(3);
    }

    @Test
    void theBookFoldsToTheBalance() {
      State now = state;
      Money fold = now.core().purse();
      long at = T0;
      for (int i = 0; i < 20; i++) {
        at += 217;
        Committed made = now.commit(of(now, applied(a.does(buy(1), at), at)), RULES);
        for (Entry e : made.journal()) {
          assertThat(Posting.sum(e.postings())).isEqualTo(Money.ZERO);
          fold = fold.plus(Journal.sum(e.postings(), Posting.PURSE));
        }
        now = made.state();
        assertThat(fold).isEqualTo(now.core().purse());
      }
    }
  }

  @Nested
  final class ContactOfACommit {
    @Test
    void joinsTheIntervalWhenTheGapIsUnderTheBaseLamp() {
      State joined = after(state, Accounts.contact(state, T0 + LAMP - 1));

      assertThat(joined.contact().intervals()).containsExactly(new Interval(T0, T0 + LAMP - 1));
    }

    @Test
    void standsApartWhenItIsNot() {
      State apart = after(state, Accounts.contact(state, T0 + LAMP));

      assertThat(apart.contact().intervals())
          .containsExactly(new Interval(T0, T0), new Interval(T0 + LAMP, T0 + LAMP));
    }

    @Test
    void neverMovesAsOf() {
      State after = after(state, Accounts.contact(state, T0 + 10 * LAMP));

      assertThat(after.core()).isEqualTo(state.core());
      assertThat(after.at().version()).isEqualTo(2);
    }

    @Test
    void dropsIntervalsBeforeAsOfButTheLast() {
      State now = state;
      for (int i = 1; i <= 3; i++) {
        now = after(now, Accounts.contact(now, T0 + 2 * LAMP * i));
      }
      assertThat(now.contact().intervals()).hasSize(4);
      long at = T0 + 5 * LAMP;

      State later = after(now, of(now, applied(a.does(buy(1), at), at)));

      assertThat(later.contact().intervals())
          .describedAs("T0 and 2 lamps are gone; 4 lamps is the last before asOf")
          .extracting(Interval::start)
          .containsExactly(T0 + 4 * LAMP, T0 + 6 * LAMP);
    }

    @Test
    void isNoneWhereTheCommitHasNone() {
      State after = after(state, Accounts.commit(state, List.of(gift("g", T0 + 9, 5)), null));

      assertThat(after.contact()).isEqualTo(state.contact());
    }
  }

  @Nested
  final class Entries {
    @Test
    void joinTheTimelineByTimeAndIdAndMoveNothing() {
      Entry late = gift("late", T0 + 90, 5);
      Entry early = gift("early", T0 + 50, 5);
      Entry same = gift("same", T0 + 50, 5);

      State after = after(state, Accounts.commit(state, List.of(late, early, same), null));

      assertThat(after.timeline()).containsExactlyInAnyOrder(early, same, late);
      assertThat(after.timeline())
          .isSortedAccordingTo(
              (x, y) -> x.at() != y.at() ? Long.compare(x.at(), y.at()) : x.id().compareTo(y.id()));
      assertThat(after.core()).isEqualTo(state.core());
    }

    @Test
    void actWhenTheyAreCrossedAndAreInTheBookOnce() {
      Entry gift = gift("g", T0 + 50, 5_000);
      State with = after(state, Accounts.commit(state, List.of(gift), null));

      Committed before = with.commit(of(with, applied(a.does(buy(1), T0), T0 + 49)), RULES);
      assertThat(before.state().timeline()).containsExactly(gift);
      Committed there =
          before.state().commit(of(before.state(), applied(a.does(buy(1), T0), T0 + 50)), RULES);

      assertThat(there.state().timeline()).isEmpty();
      assertThat(there.journal().getFirst()).isEqualTo(gift);
      assertThat(there.journal()).hasSize(2);
      assertThat(there.state().core().purse()).isEqualTo(Money.of(250 - 100 + 1 + 5_000 - 107));
    }

    @Test
    void stayWhereTheMutationBehindThemIsRefused() {
      State with = after(state, Accounts.commit(state, List.of(gift("g", T0 + 50, 5)), T0 + 1_000));

      State after =
          after(with, of(with, new Step(a.does(buy(1), T0 + 90), Outcome.REJECTED, false, 0)));

      assertThat(after.timeline()).hasSize(1);
      assertThat(after.core()).isEqualTo(state.core());
    }

    @Test
    void aDebitBeyondThePurseIsOwedAndSettledByWhatComesIn() {
      Entry debit = gift("taken back", T0 + 50, -1_000);
      State with = after(state, Accounts.commit(state, List.of(debit), null));
      State bought = after(with, of(with, applied(a.does(buy(1), T0), T0)));
      Life b = new Life("b");
      Commit idle =
          new Commit(
              ACCOUNT,
              bought.at(),
              Accounts.next(bought),
              null,
              b.incarnation(),
              KEY,
              List.of(applied(b.does(buy(1), T0), T0 + 1_100)),
              List.of(),
              T0 + 1_100,
              List.of(),
              1);

      Committed made = bought.commit(idle, RULES);

      assertThat(made.state().core().claim()).isEqualTo(Money.ZERO);
      assertThat(made.state().core().purse()).isEqualTo(Money.of(250 - 100 + 1_100 - 1_000 - 107));
      assertThat(made.journal().getFirst()).isEqualTo(debit);
      assertThat(Posting.sum(made.journal().getLast().postings())).isEqualTo(Money.ZERO);
      Money fold =
          made.journal().stream()
              .map(e -> Journal.sum(e.postings(), Posting.PURSE))
              .reduce(bought.core().purse(), Money::plus);
      assertThat(fold).isEqualTo(made.state().core().purse());
    }
  }

  @Nested
  final class TransferRows {
    private final Transfer old = row("old", T0);
    private final Transfer young = row("young", T0 + 1);

    private static Transfer row(String id, long at) {
      return new Transfer(id, "out", id64("peer"), Money.of(5), at);
    }

    private State holding() {
      return State.of(
          ACCOUNT,
          state.at(),
          state.core(),
          state.devices(),
          state.timeline(),
          new Transfers(List.of(old, young), 0),
          state.contact(),
          state.lineage());
    }

    @Test
    void areForgottenAfterThirtyDaysAndItIsNotedUpToWhen() {
      long now = T0 + Transfers.KEPT_MS;

      State after = after(holding(), Accounts.contact(state, now));

      assertThat(after.transfers()).isEqualTo(new Transfers(List.of(young), T0));
    }

    @Test
    void areKeptUntilThen() {
      State after = after(holding(), Accounts.contact(state, T0 + Transfers.KEPT_MS - 1));

      assertThat(after.transfers()).isEqualTo(new Transfers(List.of(old, young), 0));
      assertThat(after.sectionDigests().get("transfers"))
          .isEqualTo(holding().sectionDigests().get("transfers"));
    }

    @Test
    void areNotLookedAtWithoutContact() {
      State after = after(holding(), Accounts.commit(state, List.of(), null));

      assertThat(after.transfers().rows()).hasSize(2);
    }
  }

  @Test
  void forgottenNumbersRise() {
    State with = after(state, of(applied(a.does(buy(1), T0), T0)));

    State after = after(with, Accounts.forgetting(with, new Forgotten(a.incarnation(), 1, 0)));

    assertThat(after.devices().forgotten(a.incarnation())).isEqualTo(1);
    assertThat(after.core()).isEqualTo(with.core());
  }

  @Test
  void aCommitThatCannotBeIsNoneAtAll() {
    EpochVersion one = new EpochVersion(EPOCH, 1);
    EpochVersion two = new EpochVersion(EPOCH, 2);
    EpochVersion three = new EpochVersion(EPOCH, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bare(ACCOUNT, null, one, null))
        .withMessage("exactly the first commit has a genesis");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bare(ACCOUNT, one, two, new Commit.Genesis(T0, KEY)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bare(ACCOUNT, one, three, null))
        .withMessage("a commit makes the next version");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bare(ACCOUNT, null, two, new Commit.Genesis(T0, KEY)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Commit(
                ACCOUNT,
                one,
                two,
                null,
                null,
                KEY,
                List.of(applied(a.does(buy(1), T0), T0)),
                List.of(),
                T0,
                List.of(),
                1))
        .withMessage("mutations come from a device");
  }
}
