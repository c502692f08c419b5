package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Rulebook.Edition;
import dev.offing.sync.economy.Worlds.World;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AffordableAtTest {

  private final Catalog catalog = Worlds.catalog();

  /** Tries every millisecond. */
  private static OptionalLong stepping(
      EconomyState state, Command command, long until, Timeline timeline) {
    if (!(Economy.apply(state, command, timeline) instanceof Outcome.Rejected it)
        || !it.rejection().code().equals(Rejection.FUNDS)) {
      return OptionalLong.empty();
    }
    for (long t = state.asOf() + 1; t <= until; t++) {
      EconomyState then = Economy.advance(state, t, timeline).state();
      if (Economy.apply(then, command, timeline) instanceof Outcome.Applied) {
        return OptionalLong.of(t);
      }
    }
    return OptionalLong.empty();
  }

  @Test
  void agreesWithTryingEveryMillisecond() {
    Random random = new Random(9);
    int found = 0;
    int never = 0;
    for (int round = 0; round < 4_000; round++) {
      World world = Worlds.random(random);
      EconomyState state = world.state();
      Command command = Worlds.command(random, state.run());
      long until = state.asOf() + random.nextInt(250);
      OptionalLong expected = stepping(state, command, until, world.timeline());
      assertThat(Economy.affordableAt(state, command, until, world.timeline()))
          .as("round %d: %s %s", round, state, command)
          .isEqualTo(expected);
      found += expected.isPresent() ? 1 : 0;
      never += expected.isPresent() ? 0 : 1;
    }
    // Neither answer is so rare that the comparison means nothing.
    assertThat(found).isGreaterThan(400);
    assertThat(never).isGreaterThan(400);
  }

  @Test
  void centuriesAreDividedNotStepped() {
    EconomyState state = Worlds.state(0, 1, Map.of("boat", 2));
    Catalog dear =
        new Catalog(
            "dear",
            "Dear",
            1,
            Money.ZERO,
            new TreeMap<>(),
            1,
            1,
            0,
            List.of(),
            Ratio.ONE,
            List.of(
                Worlds.producer("boat", 50, "107/100", "3/2", 1),
                Worlds.producer("ark", 1_000_000_000_000L, "107/100", "1", 1)),
            List.of(),
            List.of());
    Command ark = Command.buy("ark", 1, 0, null);
    Timeline lit = Worlds.always(dear);
    // ceil((10^12 - 1) / 3): ten years of 3 grains a millisecond.
    assertThat(Economy.affordableAt(state, ark, Long.MAX_VALUE, lit)).hasValue(333_333_333_333L);
    assertThat(Economy.affordableAt(state, ark, 333_333_333_332L, lit)).isEmpty();
    assertThat(Economy.affordableAt(state, ark, 333_333_333_333L, lit)).hasValue(333_333_333_333L);
  }

  @Test
  void beyondAllTimeIsNever() {
    EconomyState state = Worlds.state(0, 0, Map.of("boat", 1));
    Command fleet = Command.buy("ship", 5_000, 0, null);
    assertThat(Economy.affordableAt(state, fleet, Long.MAX_VALUE, Worlds.always(catalog)))
        .isEmpty();
    EconomyState idle = Worlds.state(0, 0, Map.of());
    assertThat(
            Economy.affordableAt(
                idle, Command.buy("boat", 1, 0, null), Long.MAX_VALUE, Worlds.always(catalog)))
        .isEmpty();
  }

  @Test
  void neverForWhatCanBePaidOrIsRefusedOtherwise() {
    Timeline lit = Worlds.always(catalog);
    EconomyState rich = Worlds.state(0, 1_000, Map.of("boat", 2));
    assertThat(Economy.affordableAt(rich, Command.buy("boat", 1, 0, null), 100, lit)).isEmpty();
    EconomyState poor = Worlds.state(0, 0, Map.of("boat", 2));
    assertThat(Economy.affordableAt(poor, Command.buy("boat", 1, 0, null), 100, lit)).isPresent();
    assertThat(Economy.affordableAt(poor, Command.buy("boat", 1, 3, null), 100, lit)).isEmpty();
    assertThat(Economy.affordableAt(poor, Command.upgrade("charts", 0, null), 9_999, lit))
        .isEmpty();
  }

  @Test
  void claimIsSettledFirst() {
    EconomyState owing =
        new EconomyState(
            0,
            Money.ZERO,
            Money.of(100),
            Money.ZERO,
            0,
            new TreeMap<>(Map.of("boat", 2)),
            new TreeSet<>(),
            List.of());
    // 58 for the boat and 100 owed, at 3 a millisecond.
    assertThat(
            Economy.affordableAt(
                owing, Command.buy("boat", 1, 0, null), 100, Worlds.always(catalog)))
        .hasValue(53);
  }

  @Test
  void lampThatIsOutPaysNothingUntilItIsLitAgain() {
    EconomyState state = Worlds.state(0, 0, Map.of("boat", 2));
    Command boats = Command.buy("boat", 3, 0, null); // 58 + 62 + 66 = 186 = 62 ms
    Contact out = Contact.at(0);
    Timeline once = Timeline.of(Rulebook.of(catalog), out);
    assertThat(Economy.affordableAt(state, boats, 100_000, once)).isEmpty();
    Timeline again = Timeline.of(Rulebook.of(catalog), out.plus(5_000, Worlds.LAMP));
    assertThat(Economy.affordableAt(state, boats, 100_000, again)).hasValue(5_022);
  }

  @Test
  void priceIsAskedAnewAtEachChangeOfTheCatalog() {
    EconomyState state = Worlds.state(0, 0, Map.of("boat", 2));
    Rulebook dearerThenCheap =
        new Rulebook(
            List.of(
                new Edition(0, catalog),
                new Edition(10, Worlds.catalog(4, 1)),
                new Edition(60, catalog)));
    Timeline timeline = Timeline.of(dearerThenCheap, Worlds.always(catalog).contact());
    Command boat = Command.buy("boat", 1, 0, null); // 58, or 229
    assertThat(Economy.affordableAt(state, boat, 1_000, timeline)).hasValue(60);
    Command capped = Command.buy("boat", 1, 0, Money.of(100));
    assertThat(Economy.affordableAt(state, capped, 59, timeline)).isEmpty();
    assertThat(Economy.affordableAt(state, capped, 60, timeline)).hasValue(60);
  }

  @Test
  void upgradeThatANewCatalogLocksIsOpenedByEarnings() {
    EconomyState state =
        new EconomyState(
            0,
            Money.of(990),
            Money.ZERO,
            Money.of(5_000),
            0,
            new TreeMap<>(Map.of("boat", 2)),
            new TreeSet<>(),
            List.of());
    // Short by 10 at first; from 3 on the charts cost 2,000 and ask for 10,000 ever earned.
    Rulebook stricter =
        new Rulebook(List.of(new Edition(0, catalog), new Edition(3, Worlds.catalog(2, 1))));
    Timeline timeline = Timeline.of(stricter, Worlds.always(catalog).contact());
    Command charts = Command.upgrade("charts", 0, null);
    assertThat(Economy.affordableAt(state, charts, 10_000, timeline))
        .hasValue(1_667)
        .isEqualTo(stepping(state, charts, 10_000, timeline));
  }

  @Test
  void boostThatEndsOnTheWayIsCounted() {
    EconomyState state =
        new EconomyState(
            0,
            Money.ZERO,
            Money.ZERO,
            Money.ZERO,
            0,
            new TreeMap<>(Map.of("boat", 2)),
            new TreeSet<>(),
            List.of(new ActiveBoost("rum", 5)));
    // 58: 30 in 5 ms at 6, the other 28 in 10 ms at 3.
    assertThat(
            Economy.affordableAt(
                state, Command.buy("boat", 1, 0, null), 100, Worlds.always(catalog)))
        .hasValue(15);
  }

  @Test
  void whatIsFoundIsTheFirstMillisecondEvenForHugeNumbers() {
    Random random = new Random(10);
    for (int round = 0; round < 1_000; round++) {
      EconomyState state =
          new EconomyState(
              random.nextInt(1_000),
              Money.of(new BigInteger(60, random)),
              Money.of(new BigInteger(40, random)),
              Money.ZERO,
              0,
              new TreeMap<>(
                  Map.of("boat", 1 + random.nextInt(2_000), "ship", 1 + random.nextInt(250))),
              new TreeSet<>(),
              List.of());
      Command command = Command.buy("ship", 1 + random.nextInt(40), 0, null);
      Timeline lit = Worlds.always(catalog);
      OptionalLong at = Economy.affordableAt(state, command, 1L << 39, lit);
      if (at.isPresent()) {
        long t = at.getAsLong();
        assertThat(Economy.apply(Economy.advance(state, t, lit).state(), command, lit))
            .isInstanceOf(Outcome.Applied.class);
        assertThat(Economy.apply(Economy.advance(state, t - 1, lit).state(), command, lit))
            .isInstanceOf(Outcome.Rejected.class);
      }
    }
  }
}
