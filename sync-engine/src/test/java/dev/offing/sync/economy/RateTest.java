package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RateTest {

  private final Catalog catalog = Worlds.catalog();

  private static EconomyState state(Map<String, Integer> owned, String... upgrades) {
    return new EconomyState(
        0,
        Money.ZERO,
        Money.ZERO,
        Money.ZERO,
        0,
        new TreeMap<>(owned),
        new TreeSet<>(List.of(upgrades)),
        List.of());
  }

  @Test
  void eachSourceIsFlooredOnceAndTheTotalIsTheirSum() {
    // One boat 3/2, floored to 1; two are 3, not 2.
    assertThat(Economy.rate(state(Map.of("boat", 1)), catalog).perMs()).isEqualTo(Money.of(1));
    assertThat(Economy.rate(state(Map.of("boat", 2)), catalog).perMs()).isEqualTo(Money.of(3));
    // Boats: 3/2 x 3 owned x 2 at a milestone x 3/2 oars x 5/4 sails = 16.875. Ship: 17/3 x 5/4.
    Rate rate = Economy.rate(state(Map.of("boat", 3, "ship", 1), "oars", "sails"), catalog);
    assertThat(rate.perMsBySource())
        .containsExactly(entry("boat", Money.of(16)), entry("ship", Money.of(7)));
    assertThat(rate.perMs()).isEqualTo(Money.of(23));
  }

  @Test
  void milestonesMultiplyFromTheCountOn() {
    assertThat(Economy.rate(state(Map.of("boat", 4)), catalog).perMs()).isEqualTo(Money.of(12));
    assertThat(Economy.rate(state(Map.of("boat", 5)), catalog).perMs()).isEqualTo(Money.of(30));
    assertThat(Economy.rate(state(Map.of("boat", 10)), catalog).perMs()).isEqualTo(Money.of(120));
    assertThat(Economy.nextMilestone(catalog, 0)).hasValue(3);
    assertThat(Economy.nextMilestone(catalog, 3)).hasValue(5);
    assertThat(Economy.nextMilestone(catalog, 10)).isEmpty();
  }

  @Test
  void boostsMultiplyWhileTheyRun() {
    EconomyState two = state(Map.of("boat", 2));
    EconomyState boosted =
        new EconomyState(
            100,
            two.purse(),
            two.claim(),
            two.lifetime(),
            0,
            two.owned(),
            two.upgrades(),
            List.of(
                new EconomyState.ActiveBoost("wind", 101),
                new EconomyState.ActiveBoost("rum", 100)));
    assertThat(Economy.rate(boosted, catalog).perMs()).isEqualTo(Money.of(7));
    assertThat(boosted.isActive("wind")).isTrue();
    assertThat(boosted.isActive("rum")).isFalse();
    assertThat(boosted.isActive("tea")).isFalse();
  }

  @Test
  void whatTheCatalogDoesNotKnowEarnsNothing() {
    EconomyState strange = state(Map.of("boat", 2, "wreck", 900), "prayer");
    assertThat(Economy.rate(strange, catalog).perMsBySource())
        .containsExactly(entry("boat", Money.of(3)));
  }

  @Test
  void nothingIsEarnedWhileTheLampIsOut() {
    EconomyState two = state(Map.of("boat", 2));
    Timeline lit = Timeline.of(Rulebook.of(catalog), Contact.at(0));
    assertThat(Economy.rate(two, lit).perMs()).isEqualTo(Money.of(3));
    EconomyState later = Economy.advance(two, Worlds.LAMP, lit).state();
    assertThat(Economy.rate(later, lit).perMs()).isEqualTo(Money.ZERO);
    assertThat(Economy.rate(later, lit).perMsBySource()).isEmpty();
    assertThat(Economy.rate(later, catalog).perMs()).isEqualTo(Money.of(3));
  }

  @Test
  void lampIsLongerByUpgradesUpToTheLongest() {
    assertThat(Economy.capMs(state(Map.of()), catalog)).isEqualTo(40);
    assertThat(Economy.capMs(state(Map.of(), "oil", "sails", "gone"), catalog)).isEqualTo(65);
    assertThat(Economy.capMs(state(Map.of(), "oil", "tank"), catalog)).isEqualTo(120);
    assertThat(Economy.capMs(state(Map.of(), "tank"), catalog)).isEqualTo(120);
  }

  @Test
  void agreesWithTheTextbook() {
    Random random = new Random(3);
    for (int round = 0; round < 3_000; round++) {
      Worlds.World world = Worlds.random(random);
      Catalog inForce = world.timeline().rulebook().at(world.state().asOf());
      Map<String, java.math.BigInteger> expected =
          new NaiveEconomy(world.state(), world.timeline()).rates();
      expected.keySet().removeIf(id -> world.state().owned(id) == 0);
      Map<String, java.math.BigInteger> rates = new TreeMap<>();
      Economy.rate(world.state(), inForce)
          .perMsBySource()
          .forEach((id, rate) -> rates.put(id, rate.grains()));
      assertThat(rates).isEqualTo(expected);
    }
  }
}
