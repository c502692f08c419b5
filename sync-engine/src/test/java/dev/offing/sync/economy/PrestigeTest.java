package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Worlds.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charters, and what is bought with renown. One point is the root of 1,000 grains ever earned. */
final class PrestigeTest {
  private static final Catalog CATALOG = catalog();
  private static final Timeline CALM = Worlds.always(CATALOG);

  private static Catalog catalog() {
    Catalog c = Worlds.prestigious(Worlds.catalog());
    return Worlds.with(
        c,
        c.hash(),
        new Commons(
            List.of(new Commons.Good("salt", "Salt", Money.of(10), 50, 20, 400)),
            500,
            List.of(),
            null,
            null,
            null),
        c.prestige());
  }

  private static EconomyState state(long purse, long claim, long lifetime, Renown renown) {
    return new EconomyState(
        1_000,
        Money.of(purse),
        Money.of(claim),
        Money.of(lifetime),
        0,
        new TreeMap<>(Map.of("boat", 7, "ship", 2)),
        new TreeSet<>(List.of("oars", "oil")),
        List.of(new ActiveBoost("rum", 1_050)),
        Dealings.NONE,
        renown);
  }

  private static Renown renown(long gained, long spent, String... perks) {
    return new Renown(
        BigInteger.valueOf(gained),
        BigInteger.valueOf(spent),
        new TreeSet<>(List.of(perks)),
        new TreeMap<>());
  }

  private static Outcome.Applied applied(EconomyState state, Command command) {
    Outcome outcome = Economy.apply(state, command, CALM);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    Outcome.Applied applied = (Outcome.Applied) outcome;
    assertThat(Posting.sum(applied.postings())).isEqualTo(Money.ZERO);
    return applied;
  }

  private static Rejection rejected(EconomyState state, Command command) {
    Outcome outcome = Economy.apply(state, command, CALM);
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return ((Outcome.Rejected) outcome).rejection();
  }

  @Test
  void charterBeginsTheNextRunAsACatalogBeginsAnAccount() {
    EconomyState before = state(900, 0, 25_500, Renown.NONE);
    Outcome.Applied it = applied(before, Command.charter(0));
    EconomyState genesis = Economy.genesis(CATALOG, 1_000);

    assertThat(it.state().run()).isEqualTo(1);
    assertThat(it.state().asOf()).isEqualTo(1_000);
    assertThat(it.state().purse()).isEqualTo(genesis.purse());
    assertThat(it.state().owned()).isEqualTo(genesis.owned());
    assertThat(it.state().upgrades()).isEmpty();
    assertThat(it.state().boosts()).isEmpty();
    assertThat(it.state().lifetime()).isEqualTo(Money.of(25_500));
  }

  @Test
  void charterGrantsTheWholeRootOfLifetimeEarnings() {
    // isqrt(25,500 / 1,000) = isqrt(25) = 5
    EconomyState after = applied(state(0, 0, 25_500, Renown.NONE), Command.charter(0)).state();
    assertThat(after.renown().gained()).isEqualTo(5);
    assertThat(after.renown().free()).isEqualTo(5);
    assertThat(after.renown().most()).isEqualTo(Map.of("boat", 7, "ship", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "999, 0",
    "1000, 1",
    "3999, 1",
    "4000, 2",
    "8999, 2",
    "9000, 3",
    "15999, 3",
    "16000, 4"
  })
  void renownIsExactAtItsThresholds(long lifetime, long renown) {
    EconomyState state = state(0, 0, lifetime, Renown.NONE);
    assertThat(Economy.charterGain(CATALOG, state)).isEqualTo(renown);
    assertThat(Economy.nextRenownAt(CATALOG, state))
        .isEqualTo(Money.of(1_000 * (renown + 1) * (renown + 1)));
  }

  @Test
  void renownOfNumbersBeyondDoublesIsExact() {
    BigInteger root = BigInteger.TEN.pow(150).add(BigInteger.ONE);
    Money square = Money.of(root.multiply(root).multiply(BigInteger.valueOf(1_000)));
    EconomyState state = state(0, 0, 0, Renown.NONE);
    assertThat(Economy.charterGain(CATALOG, state.withLifetime(square))).isEqualTo(root);
    assertThat(Economy.charterGain(CATALOG, state.withLifetime(square.minus(Money.of(1)))))
        .isEqualTo(root.subtract(BigInteger.ONE));
  }

  @Test
  void charterGrantsTheDifferenceOnly() {
    EconomyState before = state(0, 0, 25_500, renown(3, 2, "knots"));
    EconomyState after = applied(before, Command.charter(0)).state();
    assertThat(after.renown().gained()).isEqualTo(5);
    assertThat(after.renown().spent()).isEqualTo(2);
    assertThat(after.renown().perks()).containsExactly("knots");
  }

  @Test
  void charterThatBringsNothingIsRefused() {
    EconomyState poor = state(0, 0, 35_999, renown(5, 0));
    Rejection why = rejected(poor, Command.charter(0));
    assertThat(why.code()).isEqualTo(Rejection.LOCKED);
    assertThat(why.text())
        .isEqualTo("A charter needs 36,000 grains ever earned (you have earned 35,999).");
    assertThat(Economy.charterGain(CATALOG, poor)).isZero();
    applied(poor.withLifetime(Money.of(36_000)), Command.charter(0));
  }

  @Test
  void renownIsNotTakenBackWhereACatalogAsksForMore() {
    EconomyState generous = state(0, 0, 1_000, renown(9, 9));
    assertThat(Economy.charterGain(CATALOG, generous)).isZero();
    assertThat(rejected(generous, Command.charter(0)).code()).isEqualTo(Rejection.LOCKED);
    assertThat(Economy.nextRenownAt(CATALOG, generous)).isEqualTo(Money.of(100_000));
  }

  @Test
  void charterBooksWhatItTakesAndWhatTheNextRunBeginsWith() {
    Outcome.Applied it = applied(state(900, 0, 25_500, Renown.NONE), Command.charter(0));
    assertThat(it.postings())
        .containsExactly(
            new Posting("purse", Money.of(-800)), new Posting("charter", Money.of(800)));
    assertThat(it.state().dealings().books()).isEqualTo(Map.of("charter", Money.of(800)));
  }

  @Test
  void charterOfAnEmptyPurseIsBookedToo() {
    Outcome.Applied it = applied(state(0, 0, 25_500, Renown.NONE), Command.charter(0));
    assertThat(it.postings())
        .containsExactly(
            new Posting("purse", Money.of(100)), new Posting("charter", Money.of(-100)));
    Outcome.Applied even = applied(state(100, 0, 25_500, Renown.NONE), Command.charter(0));
    assertThat(even.postings()).isEmpty();
    assertThat(even.state().dealings().books()).isEmpty();
  }

  @Test
  void whatIsOwedOutlivesACharter() {
    Outcome.Applied some = applied(state(0, 40, 25_500, Renown.NONE), Command.charter(0));
    assertThat(some.state().purse()).isEqualTo(Money.of(60));
    assertThat(some.state().claim()).isEqualTo(Money.ZERO);
    assertThat(some.postings())
        .containsExactly(
            new Posting("purse", Money.of(60)),
            new Posting("claim", Money.of(40)),
            new Posting("charter", Money.of(-100)));
    Outcome.Applied most = applied(state(0, 5_000, 25_500, Renown.NONE), Command.charter(0));
    assertThat(most.state().purse()).isEqualTo(Money.ZERO);
    assertThat(most.state().claim()).isEqualTo(Money.of(4_900));
  }

  @Test
  void nothingCanBeParkedAtTheMarket() {
    EconomyState rich = state(1_000, 0, 25_500, Renown.NONE);
    EconomyState stocked = rich.withDealings(rich.dealings().plusGoods("salt", 50));
    EconomyState buying = ordered(stocked, Command.order(false, "salt", 30, Money.of(12), 0), "b");
    EconomyState both = ordered(buying, Command.order(true, "salt", 20, Money.of(12), 0), "s");

    Outcome.Applied it = applied(both, Command.charter(0));
    assertThat(it.postings())
        .containsExactly(
            new Posting("purse", Money.of(100 - 640)),
            new Posting("escrow", Money.of(-360)),
            new Posting("charter", Money.of(900)));
    assertThat(it.state().dealings().goods()).isEmpty();
    assertThat(it.state().dealings().orders()).isEmpty();
    assertThat(it.state().dealings().on("escrow")).isEqualTo(Money.ZERO);
    assertThat(rejected(it.state(), Command.cancel("b", 1)).code())
        .isEqualTo(Rejection.UNKNOWN_ITEM);
  }

  private static EconomyState ordered(EconomyState state, Command command, String id) {
    return ((Outcome.Reserved) Economy.apply(state, command, id, CALM)).state();
  }

  @Test
  void aFillThatComesAfterACharterTradesNothing() {
    EconomyState rich = state(1_000, 0, 25_500, Renown.NONE);
    EconomyState buying = ordered(rich, Command.order(false, "salt", 30, Money.of(12), 0), "b");
    EconomyState after = applied(buying, Command.charter(0)).state();
    Effect.Fill fill = new Effect.Fill("b", 1, 30, Money.of(10));
    Timeline late =
        new Timeline(
            CALM.rulebook(),
            CALM.contact(),
            List.of(new Entry("late", 1_010, "fill", List.of(), fill)));
    Advanced passed = Economy.advance(after, 1_600, late);
    assertThat(passed.crossed()).isEmpty();
    assertThat(passed.state().dealings()).isEqualTo(after.dealings());
    assertThat(after.knows(fill)).isTrue();
  }

  @Test
  void whatOthersSentArrivesInTheNextRun() {
    EconomyState after = applied(state(900, 0, 25_500, Renown.NONE), Command.charter(0)).state();
    Entry gift = new Entry("gift", 1_001, "gift", Posting.move("transit", "purse", Money.of(77)));
    Timeline later = new Timeline(CALM.rulebook(), CALM.contact(), List.of(gift));
    EconomyState then = Economy.advance(after, 1_001, later).state();
    assertThat(then.purse()).isEqualTo(after.purse().plus(Money.of(77 + 2)));
    assertThat(then.dealings().on("charter")).isEqualTo(Money.of(800));
  }

  @Test
  void charterIsOfOneRun() {
    EconomyState before = state(0, 0, 25_500, Renown.NONE);
    EconomyState after = applied(before, Command.charter(0)).state();
    assertThat(rejected(after, Command.charter(0)).code()).isEqualTo(Rejection.OTHER_RUN);
    assertThat(rejected(after, Command.buy("boat", 1, 0, null)).code())
        .isEqualTo(Rejection.OTHER_RUN);
    assertThat(rejected(before, Command.charter(1)).code()).isEqualTo(Rejection.OTHER_RUN);
  }

  @Test
  void charterAsksForNothingElse() {
    EconomyState state = state(0, 0, 25_500, Renown.NONE);
    Command with = new Command(Command.CHARTER, new TreeMap<>(Map.of("id", "x")), 0, null);
    assertThat(rejected(state, with).code()).isEqualTo(Rejection.MALFORMED);
    Command negative = new Command(Command.CHARTER, new TreeMap<>(), 0, Money.of(-1));
    assertThat(rejected(state, negative).code()).isEqualTo(Rejection.MALFORMED);
  }

  @Test
  void gameWithoutChartersRefusesThem() {
    Timeline plain = Worlds.always(Worlds.catalog());
    EconomyState state = state(0, 0, 25_500, Renown.NONE);
    assertThat(Economy.apply(state, Command.charter(0), plain))
        .isEqualTo(
            new Outcome.Rejected(
                new Rejection(Rejection.UNKNOWN_ITEM, "The catalog in force knows no charters.")));
    assertThat(Economy.charterGain(Worlds.catalog(), state)).isZero();
    assertThat(Economy.nextRenownAt(Worlds.catalog(), state)).isEqualTo(Money.ZERO);
  }

  @Test
  void perkIsPaidInRenownAndMovesNoMoney() {
    Outcome.Applied it = applied(state(5, 0, 0, renown(3, 0)), Command.perk("knots", 0, null));
    assertThat(it.postings()).isEmpty();
    assertThat(it.state().purse()).isEqualTo(Money.of(5));
    assertThat(it.state().renown()).isEqualTo(renown(3, 2, "knots"));
  }

  @Test
  void perkIsTakenOnce() {
    EconomyState has = state(0, 0, 0, renown(9, 2, "knots"));
    Rejection why = rejected(has, Command.perk("knots", 0, null));
    assertThat(why.code()).isEqualTo(Rejection.ALREADY_OWNED);
    assertThat(why.text()).isEqualTo("You have knots name already.");
  }

  @Test
  void perkNeedsThoseBeforeIt() {
    EconomyState state = state(0, 0, 0, renown(9, 0));
    Rejection why = rejected(state, Command.perk("aunt", 0, null));
    assertThat(why.code()).isEqualTo(Rejection.LOCKED);
    assertThat(why.text()).isEqualTo("aunt name needs chest name and friends name.");
    assertThat(Economy.perkNeeds(CATALOG, state, "aunt"))
        .containsExactly("chest name", "friends name");
    EconomyState ready = state(0, 0, 0, renown(9, 2, "chest", "friends"));
    assertThat(Economy.perkNeeds(CATALOG, ready, "aunt")).isEmpty();
    applied(ready, Command.perk("aunt", 0, null));
  }

  @Test
  void perkForWhichRenownDoesNotSufficeIsRefused() {
    Rejection why = rejected(state(9_999, 0, 0, renown(4, 3)), Command.perk("knots", 0, null));
    assertThat(why.code()).isEqualTo(Rejection.RENOWN);
    assertThat(why.text()).isEqualTo("Short by 1 renown: knots name costs 2 and you have 1.");
  }

  @Test
  void perkThatTimeWillNotPayForIsNotWaitedFor() {
    EconomyState state = state(0, 0, 0, renown(1, 0));
    Command command = Command.perk("knots", 0, null);
    assertThat(Economy.affordableAt(state, command, 1_000_000, CALM)).isEmpty();
    assertThat(Economy.affordableAt(state, Command.charter(0), 1_000_000, CALM)).isEmpty();
  }

  @Test
  void perkDearerThanAgreedIsRefused() {
    EconomyState state = state(0, 0, 0, renown(1, 0));
    Rejection why = rejected(state, Command.perk("knots", 0, Money.of(1)));
    assertThat(why.code()).isEqualTo(Rejection.PRICE_CHANGED);
    assertThat(why.text())
        .isEqualTo("knots name now costs 2 renown, more than the 1 that you agreed to.");
    applied(state(0, 0, 0, renown(2, 0)), Command.perk("knots", 0, Money.of(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "knots, 1, other_run",
    "moon, 1, other_run",
    "moon, 0, unknown_item",
    "'', 0, unknown_item"
  })
  void perkIsRefusedInTheOrderOfPrecedence(String id, long run, String code) {
    EconomyState state = state(0, 0, 0, renown(1, 0));
    assertThat(rejected(state, Command.perk(id, run, null)).code()).isEqualTo(code);
  }

  @Test
  void perkIsNamedByItsIdAlone() {
    EconomyState state = state(0, 0, 0, renown(9, 0));
    TreeMap<String, String> args = new TreeMap<>(Map.of("id", "knots", "count", "1"));
    for (Command command :
        List.of(
            new Command(Command.PERK, args, 0, null),
            new Command(Command.PERK, new TreeMap<>(), 0, null),
            Command.perk("knots", 0, Money.of(-1)))) {
      assertThat(rejected(state, command).code()).isEqualTo(Rejection.MALFORMED);
    }
  }

  @Test
  void lastingPerksMultiplyFromNowOnAndInEveryRun() {
    // 4 boats: 4 x 3/2 x 2 (three owned) = 12; x 5/3 = 20; x 3/2 = 30.
    Timeline only = Worlds.always(catalogOfPerks());
    EconomyState boats = Worlds.state(0, 0, Map.of("boat", 4));
    assertThat(Economy.rate(boats, only).perMs()).isEqualTo(Money.of(12));
    EconomyState knots = boats.withRenown(renown(2, 2, "knots"));
    assertThat(Economy.rate(knots, only).perMs()).isEqualTo(Money.of(20));
    EconomyState friends = boats.withRenown(renown(3, 3, "friends", "knots", "unknown"));
    assertThat(Economy.rate(friends, only).perMs()).isEqualTo(Money.of(30));
  }

  private static Catalog catalogOfPerks() {
    Catalog c = CATALOG;
    return Worlds.with(
        c,
        "perks",
        c.commons(),
        new Prestige(c.prestige().unit(), c.prestige().perks(), Achievements.NONE));
  }

  @Test
  void lampPerksOutliveTheRun() {
    EconomyState state = state(0, 0, 25_500, renown(3, 2, "coat", "friends"));
    assertThat(Economy.capMs(state, CATALOG)).isEqualTo(40 + 25 + 30);
    EconomyState next = applied(state, Command.charter(0)).state();
    assertThat(Economy.capMs(next, CATALOG)).isEqualTo(40 + 30);
  }

  @Test
  void perksOfTheBeginningActWhenTheNextRunBegins() {
    EconomyState state = state(300, 0, 25_500, renown(3, 0));
    EconomyState chest = applied(state, Command.perk("chest", 0, null)).state();
    assertThat(chest.purse()).isEqualTo(Money.of(300));
    EconomyState ready = state(300, 0, 25_500, renown(5, 5, "aunt", "chest", "friends", "gone"));
    EconomyState next = applied(ready.withLifetime(Money.of(36_000)), Command.charter(0)).state();
    assertThat(next.purse()).isEqualTo(Money.of(100 + 700));
    assertThat(next.owned()).isEqualTo(Map.of("boat", 5));
    assertThat(next.dealings().on("charter")).isEqualTo(Money.of(300 - 800));
  }

  @Test
  void whatARunBeginsWithStaysWithinWhatCanBeOwned() {
    Catalog c = CATALOG;
    Prestige prestige =
        new Prestige(
            Money.of(1_000),
            List.of(Worlds.perk("navy", 1, new Perk.Effect.Owned("boat", Catalog.MAX_OWNED))),
            Achievements.NONE);
    Catalog navy = Worlds.with(c, "navy", c.commons(), prestige);
    EconomyState state = state(0, 0, 25_500, renown(1, 1, "navy"));
    Outcome.Applied it =
        (Outcome.Applied) Economy.apply(state, Command.charter(0), Worlds.always(navy));
    assertThat(it.state().owned("boat")).isEqualTo(Catalog.MAX_OWNED);
  }

  @Test
  void anySplitWithChartersAndPerksBetweenEndsInTheSameState() {
    Random random = new Random(12);
    int charters = 0;
    int perks = 0;
    for (int round = 0; round < 2_500; round++) {
      World world = Worlds.random(random);
      EconomyState whole =
          Economy.advance(world.state(), world.state().asOf(), world.timeline()).state();
      EconomyState split = whole;
      for (int step = 0; step < 6; step++) {
        long to = whole.asOf() + random.nextInt(120);
        whole = Economy.advance(whole, to, world.timeline()).state();
        while (split.asOf() < to) {
          long next = Math.min(to, split.asOf() + 1 + random.nextInt(25));
          Advanced part = Economy.advance(split, next, world.timeline());
          assertThat(Posting.sum(part.postingsSince(split))).isEqualTo(Money.ZERO);
          split = part.state();
        }
        assertThat(split).isEqualTo(whole);
        Command command = Worlds.command(random, whole.run());
        Outcome outcome = Economy.apply(whole, command, world.timeline());
        assertThat(Economy.apply(split, command, world.timeline())).isEqualTo(outcome);
        if (outcome instanceof Outcome.Applied applied) {
          assertThat(Posting.sum(applied.postings())).isEqualTo(Money.ZERO);
          whole = applied.state();
          split = whole;
          charters += command.kind().equals(Command.CHARTER) ? 1 : 0;
          perks += command.kind().equals(Command.PERK) ? 1 : 0;
        }
      }
    }
    assertThat(charters).isGreaterThan(100);
    assertThat(perks).isGreaterThan(100);
  }

  @Test
  void renownIsCheckedWhereItIsMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> renown(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> renown(1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.perk("x", 0, new Perk.Effect.Purse(Money.of(1))));
    assertThatIllegalArgumentException().isThrownBy(() -> new Perk.Effect.Purse(Money.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Perk.Effect.Owned("boat", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prestige(Money.ZERO, List.of(), Achievements.NONE));
    Perk late = Worlds.perk("late", 1, new Perk.Effect.Purse(Money.of(1)), "later");
    Perk later = Worlds.perk("later", 1, new Perk.Effect.Purse(Money.of(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prestige(null, List.of(late, later), Achievements.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prestige(null, List.of(later, later), Achievements.NONE));
    List<Perk> all = new ArrayList<>(List.of(later, late));
    assertThat(new Prestige(null, all, Achievements.NONE).perk("late")).contains(late);
  }
}
