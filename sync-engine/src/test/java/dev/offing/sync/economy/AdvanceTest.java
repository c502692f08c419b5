package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.economy.Contact.Interval;
import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Rulebook.Edition;
import dev.offing.sync.economy.Worlds.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AdvanceTest {

  private static final long DAY = 24L * 3_600_000;

  private final Catalog catalog = Worlds.catalog();

  private static EconomyState boosted(EconomyState it, ActiveBoost... boosts) {
    return new EconomyState(
        it.asOf(),
        it.purse(),
        it.claim(),
        it.lifetime(),
        it.run(),
        it.owned(),
        it.upgrades(),
        List.of(boosts));
  }

  private static Entry entry1(String id, long at, long purse) {
    return new Entry(
        id,
        at,
        "a gift",
        List.of(
            new Posting(Posting.PURSE, Money.of(purse)),
            new Posting(Posting.TRANSIT, Money.of(-purse))));
  }

  private Timeline timeline(Entry... entries) {
    Contact always = new Contact(List.of(new Interval(0, 100 * DAY)));
    return new Timeline(Rulebook.of(catalog), always, List.of(entries));
  }

  @Test
  void fleetEarnsRateTimesTime() {
    EconomyState start = Worlds.state(1_000, 7, Map.of("boat", 2, "ship", 1));
    Advanced advanced = Economy.advance(start, 1_010, timeline());
    assertThat(advanced.earned()).isEqualTo(Money.of(80));
    assertThat(advanced.bySource())
        .containsExactly(entry("boat", Money.of(30)), entry("ship", Money.of(50)));
    assertThat(advanced.litMs()).isEqualTo(10);
    assertThat(advanced.crossed()).isEmpty();
    assertThat(advanced.state().asOf()).isEqualTo(1_010);
    assertThat(advanced.state().purse()).isEqualTo(Money.of(87));
    assertThat(advanced.state().lifetime()).isEqualTo(Money.of(80));
    assertThat(advanced.state().owned()).isEqualTo(start.owned());
  }

  @Test
  void noTimeChangesNothing() {
    EconomyState start = Worlds.state(1_000, 7, Map.of("boat", 2));
    assertThat(Economy.advance(start, 1_000, timeline()).state()).isSameAs(start);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Economy.advance(start, 999, timeline()))
        .withMessageContaining("never moved back");
  }

  @Test
  void thirtyDaysAwayEarnTheLampAndNotAMillisecondMore() {
    long left = 1_800_000_000_000L;
    EconomyState start = Worlds.state(left, 0, Map.of("boat", 2));
    Catalog eightHours = withLamp(8 * 3_600_000L);
    Timeline away = Timeline.of(Rulebook.of(eightHours), Contact.at(left));
    long lamp = 8 * 3_600_000L;
    Advanced advanced = Economy.advance(start, left + 30 * DAY, away);
    assertThat(advanced.litMs()).isEqualTo(lamp);
    assertThat(advanced.earned()).isEqualTo(Money.of(3 * lamp));
    assertThat(Economy.advance(start, left + lamp - 1, away).earned())
        .isEqualTo(Money.of(3 * lamp - 3));
    assertThat(Economy.advance(start, left + lamp, away).state().purse())
        .isEqualTo(advanced.state().purse());
    // Back on the thirtieth day: the lamp is lit again from that millisecond on.
    Contact back = away.contact().plus(left + 30 * DAY, lamp);
    Timeline returned = Timeline.of(Rulebook.of(eightHours), back);
    assertThat(Economy.advance(start, left + 30 * DAY + 1, returned).litMs()).isEqualTo(lamp + 1);
  }

  private Catalog withLamp(long lampMs) {
    return new Catalog(
        "lamp",
        "Lamp",
        1,
        Money.ZERO,
        new TreeMap<>(),
        lampMs,
        lampMs,
        0,
        catalog.milestones(),
        catalog.milestoneMultiplier(),
        catalog.producers(),
        catalog.upgrades(),
        catalog.boosts());
  }

  @Test
  void yearCostsNoMoreBreakpointsThanASecond() {
    EconomyState start =
        boosted(Worlds.state(0, 0, Map.of("boat", 2)), new ActiveBoost("rum", 500));
    Timeline one = timeline(entry1("gift", 700, 5));
    for (long span : new long[] {1_000, 30 * DAY, 365 * DAY, 100L * 365 * DAY}) {
      Passage passage = new Passage(start, one);
      passage.runTo(span);
      assertThat(passage.breakpoints()).isEqualTo(2);
    }
    Passage quiet = new Passage(Worlds.state(0, 0, Map.of("boat", 2)), timeline());
    quiet.runTo(Long.MAX_VALUE);
    assertThat(quiet.breakpoints()).isZero();
    assertThat(quiet.now()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void claimIsSettledBeforeThePurseFills() {
    EconomyState owing =
        new EconomyState(
            0,
            Money.ZERO,
            Money.of(50),
            Money.of(9),
            0,
            new TreeMap<>(Map.of("boat", 2)),
            new TreeSet<>(),
            List.of());
    Advanced some = Economy.advance(owing, 10, timeline());
    assertThat(some.state().purse()).isEqualTo(Money.ZERO);
    assertThat(some.state().claim()).isEqualTo(Money.of(20));
    Advanced all = Economy.advance(owing, 20, timeline());
    assertThat(all.state().purse()).isEqualTo(Money.of(10));
    assertThat(all.state().claim()).isEqualTo(Money.ZERO);
    assertThat(all.earned()).isEqualTo(Money.of(60));
    assertThat(all.state().lifetime()).isEqualTo(Money.of(69));
    assertThat(all.postingsSince(owing))
        .containsExactly(
            new Posting("claim", Money.of(50)),
            new Posting("mint", Money.of(-60)),
            new Posting("purse", Money.of(10)));
  }

  @Test
  void debitBeyondThePurseBecomesAClaim() {
    EconomyState start = Worlds.state(0, 100, Map.of("boat", 2));
    Advanced advanced =
        Economy.advance(start, 20, timeline(entry1("b", 10, -200), entry1("a", 10, 40)));
    // 100 + 30 earned + 40 - 200 = -30, and 30 earned after it.
    assertThat(advanced.crossed()).extracting(Entry::id).containsExactly("a", "b");
    assertThat(advanced.state().purse()).isEqualTo(Money.ZERO);
    assertThat(advanced.state().claim()).isEqualTo(Money.ZERO);
    Advanced before =
        Economy.advance(start, 10, timeline(entry1("b", 10, -200), entry1("a", 10, 40)));
    assertThat(before.state().claim()).isEqualTo(Money.of(30));
    assertThat(before.postingsSince(start))
        .containsExactly(
            new Posting("claim", Money.of(-30)),
            new Posting("mint", Money.of(-30)),
            new Posting("purse", Money.of(-100)),
            new Posting("transit", Money.of(160)));
    assertThat(before.state().lifetime()).isEqualTo(Money.of(30));
  }

  @Test
  void entryActsOnceHoweverOftenItsTimelineIsGiven() {
    EconomyState start = Worlds.state(0, 0, Map.of());
    Timeline one = timeline(entry1("gift", 10, 5), entry1("old", 0, 5));
    Advanced first = Economy.advance(start, 10, one);
    assertThat(first.crossed()).extracting(Entry::id).containsExactly("gift");
    assertThat(first.state().purse()).isEqualTo(Money.of(5));
    Advanced second = Economy.advance(first.state(), 1_000, one);
    assertThat(second.crossed()).isEmpty();
    assertThat(second.state().purse()).isEqualTo(Money.of(5));
    assertThat(Economy.advance(start, 9, one).crossed()).isEmpty();
  }

  @Test
  void boostEndsOnItsMillisecond() {
    EconomyState start = boosted(Worlds.state(0, 0, Map.of("boat", 2)), new ActiveBoost("rum", 60));
    assertThat(Economy.advance(start, 59, timeline()).earned()).isEqualTo(Money.of(6 * 59));
    assertThat(Economy.advance(start, 60, timeline()).earned()).isEqualTo(Money.of(6 * 60));
    assertThat(Economy.advance(start, 61, timeline()).earned()).isEqualTo(Money.of(6 * 60 + 3));
    assertThat(Economy.advance(start, 59, timeline()).state().boosts()).hasSize(1);
    assertThat(Economy.advance(start, 60, timeline()).state().boosts()).isEmpty();
  }

  @Test
  void newCatalogRulesFromItsMillisecondOn() {
    Rulebook rulebook =
        new Rulebook(List.of(new Edition(-5, catalog), new Edition(100, Worlds.catalog(1, 10))));
    Timeline change = Timeline.of(rulebook, new Contact(List.of(new Interval(0, DAY))));
    EconomyState start = Worlds.state(0, 0, Map.of("boat", 2));
    assertThat(Economy.advance(start, 100, change).earned()).isEqualTo(Money.of(300));
    assertThat(Economy.advance(start, 101, change).earned()).isEqualTo(Money.of(330));
  }

  @Test
  void anySplitOfTheWayEndsInTheSameState() {
    Random random = new Random(6);
    for (int round = 0; round < 2_500; round++) {
      World world = Worlds.random(random);
      EconomyState start = world.state();
      long end = start.asOf() + random.nextInt(500);
      Advanced whole = Economy.advance(start, end, world.timeline());
      EconomyState state = Economy.advance(start, start.asOf(), world.timeline()).state();
      Money earned = Money.ZERO;
      long litMs = 0;
      SortedMap<String, Money> bySource = new TreeMap<>();
      List<Entry> crossed = new ArrayList<>();
      while (state.asOf() < end) {
        long step = 1L + random.nextInt(random.nextInt(4) == 0 ? 200 : 20);
        Advanced part =
            Economy.advance(state, Math.min(end, state.asOf() + step), world.timeline());
        assertThat(Posting.sum(part.postingsSince(state))).isEqualTo(Money.ZERO);
        state = part.state();
        earned = earned.plus(part.earned());
        litMs += part.litMs();
        part.bySource().forEach((id, it) -> bySource.merge(id, it, Money::plus));
        crossed.addAll(part.crossed());
      }
      assertThat(state).isEqualTo(whole.state());
      assertThat(new Advanced(state, earned, bySource, litMs, crossed)).isEqualTo(whole);
    }
  }

  @Test
  void agreesWithTheTextbookMillisecondByMillisecond() {
    Random random = new Random(8);
    for (int round = 0; round < 250; round++) {
      World world = Worlds.random(random);
      NaiveEconomy naive = new NaiveEconomy(world.state(), world.timeline());
      long start = world.state().asOf();
      for (long t = start + 1; t <= start + 350; t++) {
        naive.tick();
        if (t % 50 == 0 || t == start + 350) {
          assertAgree(naive, Economy.advance(world.state(), t, world.timeline()));
        }
      }
    }
  }

  private static void assertAgree(NaiveEconomy naive, Advanced advanced) {
    assertThat(advanced.state()).isEqualTo(naive.state());
    assertThat(advanced.litMs()).isEqualTo(naive.litMs());
    assertThat(advanced.crossed()).extracting(Entry::id).isEqualTo(naive.crossed());
    SortedMap<String, BigInteger> bySource = new TreeMap<>();
    advanced.bySource().forEach((id, it) -> bySource.put(id, it.grains()));
    bySource.values().removeIf(it -> it.signum() == 0);
    assertThat(bySource).isEqualTo(naive.bySource());
    BigInteger sum = bySource.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(advanced.earned().grains()).isEqualTo(sum);
  }
}
