package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.CATALOG;
import static dev.offing.sync.account.Accounts.LAMP;
import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.SLIDE;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static dev.offing.sync.account.Accounts.gift;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Rulebook.Edition;
import dev.offing.sync.mutation.Mutation;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Effective time, slide and outcomes: docs/design/sync.md 2 and 4.2. */
final class PlayTest {
  private final Life life = new Life("a");

  /** One boat and a purse, at T0 in light: it earns a grain a millisecond. */
  private static Play purse(long grains) {
    return play(grains, T0, List.of(), Contact.at(T0));
  }

  private static Play play(long grains, long asOf, List<Entry> entries, Contact contact) {
    EconomyState core =
        new EconomyState(
            asOf,
            Money.of(grains),
            Money.ZERO,
            Money.ZERO,
            0,
            new TreeMap<>(Map.of("boat", 1)),
            new TreeSet<>(),
            List.of());
    return new Play(core, entries, contact);
  }

  private Mutation at(long at, Command command) {
    return life.does(command, at).mutation();
  }

  @Nested
  final class EffectiveTime {
    @Test
    void isAtWhereThatLiesBetweenAsOfAndNow() {
      Play.Judged judged = purse(500).judge(at(T0 + 40, buy(1)), T0 + 90, RULES);

      assertThat(judged.effectiveAt()).isEqualTo(T0 + 40);
      assertThat(judged.after().core().asOf()).isEqualTo(T0 + 40);
      assertThat(judged.outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void isNeverBeforeAsOf() {
      assertThat(purse(500).judge(at(T0 - 40, buy(1)), T0 + 90, RULES).effectiveAt()).isEqualTo(T0);
    }

    @Test
    void isNeverAfterNow() {
      assertThat(purse(500).judge(at(T0 + 86_400_000, buy(1)), T0 + 90, RULES).effectiveAt())
          .isEqualTo(T0 + 90);
    }
  }

  @Nested
  final class Slide {
    @Test
    void goesToTheEarliestTimeAtWhichItCanBePaid() {
      // The second boat costs 107; 100 are there, 7 come in 7 ms.
      Play.Judged judged = purse(100).judge(at(T0, buy(1)), T0 + 500, RULES);

      assertThat(judged.outcome()).isEqualTo(Outcome.APPLIED);
      assertThat(judged.effectiveAt()).isEqualTo(T0 + 7);
      assertThat(judged.after().core().purse()).isEqualTo(Money.ZERO);
    }

    @Test
    void neverPassesNow() {
      assertThat(purse(100).judge(at(T0, buy(1)), T0 + 7, RULES).effectiveAt()).isEqualTo(T0 + 7);
      Play.Judged early = purse(100).judge(at(T0, buy(1)), T0 + 6, RULES);
      assertThat(early.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(early.rejection()).extracting(Rejection::code).isEqualTo(Rejection.FUNDS);
    }

    @Test
    void isAtMostTheLimitAfterTheUnslidTime() {
      assertThat(SLIDE).isEqualTo(CATALOG.slideLimitMs());
      long from = T0 + 1_000;
      // 107 are needed; a grain comes each millisecond, and what is owed is settled first.
      long owed = 1_000 + SLIDE - 107;

      assertThat(owing(owed).judge(at(from, buy(1)), T0 + LAMP, RULES).effectiveAt())
          .isEqualTo(from + SLIDE);
      Play.Judged late = owing(owed + 1).judge(at(from, buy(1)), T0 + LAMP, RULES);
      assertThat(late.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(late.effectiveAt()).isEqualTo(from);
    }

    private static Play owing(long grains) {
      return new Play(
          new EconomyState(
              T0,
              Money.ZERO,
              Money.of(grains),
              Money.ZERO,
              0,
              new TreeMap<>(Map.of("boat", 1)),
              new TreeSet<>(),
              List.of()),
          List.of(),
          Contact.at(T0));
    }

    @Test
    void mayAddUp() {
      Play play = purse(0);
      long now = T0 + 3 * SLIDE;
      long at = T0;
      for (int i = 0; i < 5; i++) {
        Play.Judged judged = play.judge(at(T0, buy(1)), now, RULES);
        assertThat(judged.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(judged.effectiveAt()).isGreaterThan(at);
        at = judged.effectiveAt();
        play = judged.after();
      }
      assertThat(play.core().owned()).containsExactly(entry("boat", 6));
    }

    @Test
    void isForFundsOnly() {
      // With seven more grains the price would be above what was agreed: that is no lack of funds.
      Command agreed = Command.buy("boat", 1, 0, Money.of(106));

      Play.Judged judged = purse(100).judge(at(T0, agreed), T0 + 500, RULES);

      assertThat(judged.rejection()).extracting(Rejection::code).isEqualTo(Rejection.PRICE_CHANGED);
    }

    @Test
    void isRepricedWhereTheCatalogChanges() {
      // Boats cost ten times as much until T0 + 50.
      Rulebook rules =
          new Rulebook(
              List.of(
                  new Edition(Long.MIN_VALUE, Accounts.catalog(10)),
                  new Edition(T0 + 50, CATALOG)));

      Play.Judged judged = purse(200).judge(at(T0, buy(1)), T0 + 500, rules);

      assertThat(judged.effectiveAt()).isEqualTo(T0 + 50);
      assertThat(judged.after().core().purse()).isEqualTo(Money.of(200 + 50 - 107));
    }

    @Test
    void isShorterWhileABoostRunsAndGoesOnAfterIt() {
      Play boosted = purse(500).judge(at(T0, Command.boost("rum", 0, null)), T0, RULES).after();
      assertThat(boosted.core().purse()).isEqualTo(Money.of(350));
      Command upgrade = Command.upgrade("sails", 0, null);

      assertThat(boosted.judge(at(T0, upgrade), T0 + SLIDE, RULES).effectiveAt())
          .isEqualTo(T0 + 275);
      Command ships = Command.buy("ship", 1, 0, null);
      // 8,650 lack: 6,000 in the 3,000 ms of the boost, 2,650 in as many more.
      assertThat(boosted.judge(at(T0, ships), T0 + SLIDE, RULES).effectiveAt())
          .isEqualTo(T0 + 3_000 + 2_650);
    }

    @Test
    void stopsWhereTheLampGoesOut() {
      Play dark = play(0, T0, List.of(), Contact.at(T0 - LAMP + 100));

      assertThat(dark.judge(at(T0, buy(1)), T0 + SLIDE, RULES).outcome())
          .isEqualTo(Outcome.REJECTED);
      Play lit = play(0, T0, List.of(), Contact.at(T0 - LAMP + 107));
      assertThat(lit.judge(at(T0, buy(1)), T0 + SLIDE, RULES).effectiveAt()).isEqualTo(T0 + 107);
    }

    @Test
    void crossesEntriesOnTheWayAndBooksThem() {
      Entry gift = gift("g", T0 + 30, 60);
      Play play = play(0, T0, List.of(gift), Contact.at(T0));

      Play.Judged judged = play.judge(at(T0, buy(1)), T0 + SLIDE, RULES);

      assertThat(judged.effectiveAt()).isEqualTo(T0 + 47);
      assertThat(judged.journal().getFirst()).isEqualTo(gift);
      assertThat(judged.after().entries()).isEmpty();
    }

    @Test
    void startsBehindEntriesThatWereCrossedBeforeIt() {
      Entry gift = gift("g", T0 + 30, 60);
      Play play = play(0, T0, List.of(gift, gift("later", T0 + 9_000, 1)), Contact.at(T0));

      Play.Judged judged = play.judge(at(T0 + 40, buy(1)), T0 + SLIDE, RULES);

      assertThat(judged.effectiveAt()).isEqualTo(T0 + 47);
      assertThat(judged.after().entries()).hasSize(1);
    }
  }

  @Nested
  final class Refusals {
    @Test
    void leaveEverythingAsItWas() {
      Play play = play(100, T0, List.of(gift("g", T0 + 10, 5)), Contact.at(T0));

      Play.Judged judged = play.judge(at(T0 + 900, Accounts.nonsense("x")), T0 + 1_000, RULES);

      assertThat(judged.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(judged.after()).isSameAs(play);
      assertThat(judged.journal()).isEmpty();
      assertThat(judged.effectiveAt()).isEqualTo(T0 + 900);
    }

    @Test
    void aRuleThatThrowsTwiceIsRuleFailed() {
      Grumpy twice = new Grumpy(2, () -> new IllegalStateException("a bug"));

      Play.Judged judged =
          purse(500).judge(at(T0, Command.buy("boat", 1, 0, new Money(twice))), T0, RULES);

      assertThat(judged.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(judged.rejection()).isEqualTo(Reasons.RULE_FAILED);
      assertThat(judged.after()).isEqualTo(purse(500));
    }

    @Test
    void aRuleThatThrowsOnceIsAskedAgain() {
      Grumpy once = new Grumpy(1, () -> new IllegalStateException("a moment"));

      Play.Judged judged =
          purse(500).judge(at(T0, Command.buy("boat", 1, 0, new Money(once))), T0, RULES);

      assertThat(judged.outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void anErrorIsNotTheRulesFaultAndPassesThrough() {
      Grumpy error = new Grumpy(1, () -> new StackOverflowError("the machine's"));
      Mutation mutation = at(T0, Command.buy("boat", 1, 0, new Money(error)));

      assertThatExceptionOfType(StackOverflowError.class)
          .isThrownBy(() -> purse(500).judge(mutation, T0, RULES));
    }
  }

  /** A number that throws when it is asked for its sign, so many times. */
  private static final class Grumpy extends BigInteger {
    private static final long serialVersionUID = 1;

    private final transient Supplier<Throwable> what;
    private int times;

    Grumpy(int times, Supplier<Throwable> what) {
      super("1000000");
      this.times = times;
      this.what = what;
    }

    @Override
    public int signum() {
      if (times-- > 0) {
        switch (what.get()) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new AssertionError("not thrown here");
        }
      }
      return super.signum();
    }
  }

  @Test
  void actsAtATimeThatIsDecidedAlready() {
    Play.Judged acted = purse(100).act(at(T0 + 999, buy(1)), T0 + 7, T0 + 7, RULES);

    assertThat(acted.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(acted.effectiveAt()).isEqualTo(T0 + 7);
    assertThat(purse(100).act(at(T0, buy(1)), T0 + 6, T0 + 6, RULES).outcome())
        .describedAs("it never slides")
        .isEqualTo(Outcome.REJECTED);
  }

  @Test
  void theEntryOfAMutationHoldsWhatWasEarnedSinceTheLast() {
    Play.Judged judged = purse(100).judge(at(T0 + 50, buy(1)), T0 + 50, RULES);

    assertThat(judged.journal()).hasSize(1);
    Entry own = judged.journal().getFirst();
    assertThat(own.cause())
        .isEqualTo(life.incarnation() + "/" + life.rows().getFirst().mutation().id());
    assertThat(own.id()).isEqualTo(Journal.entryId(own.cause()));
    assertThat(own.at()).isEqualTo(T0 + 50);
    assertThat(own.postings())
        .extracting(p -> p.account() + " " + p.amount())
        .containsExactly("mint -50", "purse 50", "purse -107", "shop 107");
  }

  @Test
  void whatActsLeavesLightBehindThatIsOver() {
    Contact three =
        new Contact(
            List.of(
                new Contact.Interval(T0 - 3 * LAMP, T0 - 3 * LAMP),
                new Contact.Interval(T0 - LAMP, T0 - LAMP),
                new Contact.Interval(T0 + LAMP, T0 + LAMP)));
    Play play = play(500, T0, List.of(), three);

    Play after = play.judge(at(T0 + 1, buy(1)), T0 + 1, RULES).after();

    assertThat(after.contact().intervals())
        .extracting(Contact.Interval::start)
        .containsExactly(T0 - LAMP, T0 + LAMP);
    assertThat(play.judge(at(T0 + 1, Accounts.tooDear()), T0 + 1, RULES).after().contact())
        .isEqualTo(three);
  }

  @Test
  void aStatePlaysWithItsOwnParts() {
    State state = Accounts.enrolled();

    assertThat(Play.of(state).core()).isEqualTo(state.core());
    assertThat(Economy.advance(state.core(), T0 + 5, state.reads(RULES)).state().asOf())
        .isEqualTo(T0 + 5);
  }
}
