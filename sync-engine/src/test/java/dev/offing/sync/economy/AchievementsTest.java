package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.Achievement.Condition;
import dev.offing.sync.economy.Worlds.World;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reached for good, and what it is worth. */
final class AchievementsTest {
  private static final long YEAR = 365L * 24 * 3_600_000;

  private static Achievement feat(String id, Condition condition, long num, long den) {
    return new Achievement(id, id + " name", "Text.", condition, Ratio.of(num, den));
  }

  private static Timeline with(Achievement... achievements) {
    Catalog c = Worlds.catalog();
    return Worlds.always(
        Worlds.with(
            c,
            "feats",
            c.commons(),
            new Prestige(Money.of(1), List.of(), new Achievements(List.of(achievements)))));
  }

  private static Condition lifetime(long grains) {
    return new Condition.Lifetime(Money.of(grains));
  }

  private static EconomyState boats(int count, Renown renown, long run) {
    return new EconomyState(
        0,
        Money.ZERO,
        Money.ZERO,
        Money.of(50),
        run,
        new TreeMap<>(Map.of("boat", count)),
        new TreeSet<>(),
        List.of(),
        Dealings.NONE,
        renown);
  }

  @Test
  void bonusesAreSummedAndTheProductIsFlooredOnce() {
    // 2 boats: 3 a millisecond; x (1 + 1/3 + 1/7) = 3 x 31/21 = 4.43; x (1 + 1/3) = 4.
    EconomyState two = boats(2, Renown.NONE, 0);
    Timeline both = with(feat("a", lifetime(50), 1, 3), feat("b", lifetime(49), 1, 7));
    assertThat(Economy.rate(two, both).perMs()).isEqualTo(Money.of(4));
    EconomyState many = boats(2_000, Renown.NONE, 0);
    // 3,000 x 2^3 x 31/21
    assertThat(Economy.rate(many, both).perMs()).isEqualTo(Money.of(24_000L * 31 / 21));
    Timeline one = with(feat("a", lifetime(50), 1, 3), feat("b", lifetime(51), 1, 7));
    assertThat(Economy.rate(many, one).perMs()).isEqualTo(Money.of(32_000));
  }

  @ParameterizedTest
  @CsvSource({"4, 0, 1", "3, 0, 0", "1, 4, 1", "1, 3, 0", "5, 2, 1"})
  void aFleetThatWasOwnedOnceCountsForGood(int owned, int most, int reached) {
    TreeMap<String, Integer> before = new TreeMap<>();
    if (most > 0) {
      before.put("boat", most);
    }
    Renown renown = new Renown(BigInteger.ONE, BigInteger.ZERO, new TreeSet<>(), before);
    Condition four = new Condition.Owned("boat", 4);
    assertThat(four.holds(boats(owned, renown, 1))).isEqualTo(reached == 1);
    assertThat(four.asks()).isEqualTo(4);
  }

  @Test
  void conditionsReadTheStateAtTheirThresholds() {
    Renown renown =
        new Renown(
            BigInteger.valueOf(7),
            BigInteger.valueOf(5),
            new TreeSet<>(List.of("a", "b")),
            new TreeMap<>());
    EconomyState state = boats(1, renown, 3);
    for (Condition holds :
        List.of(
            lifetime(50),
            new Condition.Charters(3),
            new Condition.Gained(7),
            new Condition.Perks(2))) {
      assertThat(holds.holds(state)).as(holds.toString()).isTrue();
      assertThat(holds.reached(state)).isEqualTo(holds.asks());
    }
    for (Condition not :
        List.of(
            lifetime(51),
            new Condition.Charters(4),
            new Condition.Gained(8),
            new Condition.Perks(3))) {
      assertThat(not.holds(state)).as(not.toString()).isFalse();
    }
  }

  @Test
  void whatIsEarnedBeforeItIsReachedIsEarnedAtTheOldRate() {
    // 3 a millisecond from 50 on: 80 after 10 ms; 6 from there on.
    EconomyState start = boats(2, Renown.NONE, 0);
    Timeline doubled = with(feat("a", lifetime(79), 1, 1));
    assertThat(Economy.advance(start, 9, doubled).state().lifetime()).isEqualTo(Money.of(77));
    assertThat(Economy.advance(start, 10, doubled).state().lifetime()).isEqualTo(Money.of(80));
    assertThat(Economy.advance(start, 11, doubled).state().lifetime()).isEqualTo(Money.of(86));
    assertThat(Economy.rate(Economy.advance(start, 10, doubled).state(), doubled).perMs())
        .isEqualTo(Money.of(6));
  }

  @Test
  void severalThatOneMillisecondReachesCountAtOnce() {
    EconomyState start = boats(2, Renown.NONE, 0);
    Timeline two = with(feat("a", lifetime(51), 1, 1), feat("b", lifetime(53), 1, 1));
    assertThat(Economy.advance(start, 2, two).state().lifetime()).isEqualTo(Money.of(50 + 3 + 9));
  }

  @Test
  void absenceIsDividedNotSteppedUpToEachAchievement() {
    EconomyState start = boats(2, Renown.NONE, 0);
    Timeline far =
        with(
            feat("a", lifetime(1_000_000), 1, 1),
            feat("b", lifetime(1_000_000_000_000L), 1, 1),
            feat("never", lifetime(Long.MAX_VALUE), 1, 1));
    for (long years : new long[] {1, 30}) {
      Passage passage = new Passage(start, far);
      passage.runTo(Math.min(years * YEAR, (1L << 40) - 1));
      assertThat(passage.breakpoints()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anUnlitHarbourReachesNothing() {
    Catalog catalog = with(feat("a", lifetime(200), 1, 1)).rulebook().at(0);
    Timeline dark = Timeline.of(Rulebook.of(catalog), Contact.at(0));
    // Lit for 40 ms at 3: 170. The contact at 500 lights it again: 200 is reached at 510.
    EconomyState start = boats(2, Renown.NONE, 0);
    assertThat(Economy.advance(start, 490, dark).state().lifetime()).isEqualTo(Money.of(170));
    Timeline again = Timeline.of(Rulebook.of(catalog), Contact.at(0).plus(500, 40));
    assertThat(Economy.advance(start, 511, again).state().lifetime()).isEqualTo(Money.of(206));
  }

  @Test
  void charterKeepsWhatWasReached() {
    Timeline timeline =
        with(
            feat("fleet", new Condition.Owned("boat", 5), 1, 10),
            feat("rich", lifetime(40), 1, 10),
            feat("again", new Condition.Charters(1), 1, 10));
    EconomyState before = boats(5, Renown.NONE, 0);
    EconomyState after =
        ((Outcome.Applied) Economy.apply(before, Command.charter(0), timeline)).state();
    Achievements all = timeline.rulebook().at(0).prestige().achievements();
    assertThat(after.owned("boat")).isEqualTo(1);
    assertThat(all.all()).allMatch(it -> it.condition().holds(after));
  }

  @Test
  void nothingThatWasReachedIsEverLost() {
    Random random = new Random(13);
    int reached = 0;
    for (int round = 0; round < 400; round++) {
      World world = Worlds.random(random);
      Achievements all = Worlds.prestigious(Worlds.catalog()).prestige().achievements();
      EconomyState state = world.state();
      List<Achievement> before = List.of();
      for (int step = 0; step < 12; step++) {
        state = Economy.advance(state, state.asOf() + random.nextInt(60), world.timeline()).state();
        Command command = Worlds.command(random, state.run());
        if (Economy.apply(state, command, world.timeline()) instanceof Outcome.Applied it) {
          state = it.state();
        }
        EconomyState now = state;
        List<Achievement> after =
            all.all().stream().filter(it -> it.condition().holds(now)).toList();
        assertThat(after).containsAll(before);
        reached += after.size() - before.size();
        before = after;
      }
    }
    assertThat(reached).isGreaterThan(800);
  }

  @Test
  void achievementsAreCheckedWhereTheyAreMade() {
    Achievement one = feat("a", lifetime(5), 1, 100);
    assertThatIllegalArgumentException().isThrownBy(() -> new Achievements(List.of(one, one)));
    assertThatIllegalArgumentException().isThrownBy(() -> lifetime(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Condition.Owned("boat", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Condition.Charters(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Condition.Gained(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Condition.Perks(0));
    Achievements some = new Achievements(List.of(one));
    assertThat(some)
        .isEqualTo(new Achievements(List.of(one)))
        .hasSameHashCodeAs(new Achievements(List.of(one)));
    assertThat(some).isNotEqualTo(Achievements.NONE).hasToString("Achievements[" + one + "]");
    assertThat(some.nextAbove(Money.of(4))).isEqualTo(Money.of(5));
    assertThat(some.nextAbove(Money.of(5))).isEqualTo(Money.ZERO);
  }
}
