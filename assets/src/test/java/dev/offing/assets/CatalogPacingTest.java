package dev.offing.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.GreedyPlayer.Purchase;
import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Outcome;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the catalog, so that a change of its numbers that makes it dull is seen. */
final class CatalogPacingTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** What a person looks at the screen for while waiting for something better. */
  private static final long PATIENCE = 45_000;

  private static final long ENDLESS = 1_000 * DAY;

  private final Catalog catalog = catalog();

  private static Catalog catalog() {
    try {
      return CatalogReader.read(Assets.catalogName(), Assets.catalog());
    } catch (CatalogException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  @Test
  void hasTheTenVesselsOfThePicturesAndEightUpgrades() {
    assertThat(catalog.producers())
        .extracting(Producer::id)
        .containsExactly(
            "rowboat",
            "dinghy",
            "smack",
            "lugger",
            "barge",
            "schooner",
            "brig",
            "indiaman",
            "paddler",
            "clipper");
    assertThat(catalog.upgrades()).hasSize(8);
    assertThat(catalog.boosts()).hasSize(2);
    assertThat(catalog.baseLampMs()).isEqualTo(8 * HOUR);
  }

  @Test
  void allLampUpgradesTogetherMakeTheLongestLamp() {
    EconomyState start = Economy.genesis(catalog, 0);
    assertThat(Economy.capMs(start, catalog)).isEqualTo(8 * HOUR);
    GreedyPlayer player = daily(new int[] {0, 4, 10, 13}, 20, 3);
    assertThat(Economy.capMs(player.state(), catalog)).isEqualTo(24 * HOUR);
  }

  @Test
  void firstPurchaseWithinTenSecondsAndOneInEachMinuteOfTheFirstQuarterHour() {
    GreedyPlayer player = new GreedyPlayer(catalog, 0);
    player.play(0, 15 * MINUTE, PATIENCE);
    List<Purchase> purchases = player.purchases();
    assertThat(purchases.getFirst().at()).isLessThan(10_000);
    assertThat(purchases.stream().map(it -> it.at() / MINUTE).distinct())
        .containsExactlyElementsOf(IntStream.range(0, 15).mapToObj(Long::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource({"'0,4,10,13', 20", "'0,12', 20", "'0,4,10,13', 60"})
  void clipperIsReachedBetweenTheSecondAndTheFifthDay(String hours, int minutes) {
    int[] visits = List.of(hours.split(",", -1)).stream().mapToInt(Integer::parseInt).toArray();
    Map<String, Long> first = daily(visits, minutes, 5).firstOwned();
    Long before = -1L;
    for (Producer vessel : catalog.producers()) {
      assertThat(first).containsKey(vessel.id());
      assertThat(first.get(vessel.id())).isGreaterThanOrEqualTo(before);
      before = first.get(vessel.id());
    }
    assertThat(first.get("barge")).isLessThan(HOUR);
    assertThat(first.get("brig")).isLessThan(DAY);
    assertThat(first.get("clipper")).isBetween(36 * HOUR, 5 * DAY);
    assertThat(first)
        .containsKeys(catalog.upgrades().stream().map(it -> it.id()).toArray(String[]::new));
  }

  @Test
  void firstCharterComesAfterThreeToSixHoursOfPlay() {
    GreedyPlayer player = new GreedyPlayer(catalog, 0);
    assertThat(playsUntilACharter(player)).isBetween(3 * HOUR, 6 * HOUR);
  }

  /** When somebody who stays can take a charter, to five minutes. */
  private long playsUntilACharter(GreedyPlayer player) {
    long from = player.state().asOf();
    long now = from;
    while (Economy.charterGain(catalog, player.state()).signum() == 0) {
      assertThat(now - from).as("ms until a charter").isLessThan(DAY);
      player.play(now, now + 5 * MINUTE, PATIENCE);
      now += 5 * MINUTE;
    }
    return now - from;
  }

  @Test
  void firstCharterWaitsOnTheSecondDayForWhoLooksInTwiceADay() {
    assertThat(Economy.charterGain(catalog, daily(new int[] {0, 12}, 20, 1).state())).isZero();
    GreedyPlayer player = daily(new int[] {0, 12}, 20, 1);
    player.play(DAY, DAY + 20 * MINUTE, ENDLESS);
    assertThat(Economy.charterGain(catalog, player.state())).isPositive();
  }

  @Test
  void secondRunIsFasterThanTheFirst() {
    GreedyPlayer player = new GreedyPlayer(catalog, 0);
    playsUntilACharter(player);
    long first = player.firstOwned().get("brig");
    player.charter();
    assertThat(player.state().renown().perks()).containsExactly("good-name");
    long begun = player.state().asOf();
    player.play(begun, begun + first, PATIENCE);
    assertThat(player.firstOwned()).containsKey("brig");
    assertThat(player.firstOwned().get("brig") - begun).isLessThan(first * 3 / 4);
  }

  @Test
  void perksAreATreeThatAFewWeeksPayFor() {
    List<Perk> perks = catalog.prestige().perks();
    assertThat(perks).hasSize(12);
    assertThat(perks.stream().filter(it -> it.needs().isEmpty())).hasSize(1);
    assertThat(perks.getFirst().cost()).isOne();
    long all = perks.stream().mapToLong(Perk::cost).sum();
    GreedyPlayer player = daily(new int[] {0, 4, 10, 13}, 20, 5);
    // One long run pays for some of it, not for all.
    assertThat(Economy.charterGain(catalog, player.state()).longValueExact())
        .isBetween(5L, all / 2);
  }

  @Test
  void achievementsComeOneAfterTheOther() {
    List<Achievement> all = catalog.prestige().achievements().all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(40);
    assertThat(all).extracting(Achievement::name).doesNotHaveDuplicates();
    assertThat(all).extracting(Achievement::text).doesNotHaveDuplicates();
    GreedyPlayer player = new GreedyPlayer(catalog, 0);
    player.play(0, 15 * MINUTE, PATIENCE);
    long early = reached(all, player);
    player.play(15 * MINUTE, 2 * HOUR, PATIENCE);
    long later = reached(all, player);
    assertThat(early).isBetween(3L, 12L);
    assertThat(later).isBetween(early + 3, 25L);
    assertThat(reached(all, daily(new int[] {0, 4, 10, 13}, 20, 5)))
        .isBetween(later + 3, all.size() - 10L);
  }

  private static long reached(List<Achievement> all, GreedyPlayer player) {
    return all.stream().filter(it -> it.condition().holds(player.state())).count();
  }

  @Test
  void everyBoostPaysWhileThePlayerIsThere() {
    GreedyPlayer player = daily(new int[] {0, 12}, 20, 2);
    long now = player.state().asOf();
    Timeline timeline = Timeline.of(Rulebook.of(catalog), Contact.at(now));
    catalog
        .boosts()
        .forEach(boost -> {
          EconomyState rich = Economy.advance(player.state(), now + HOUR, timeline).state();
          Outcome outcome = Economy.apply(rich, Command.boost(boost.id(), 0, null), timeline);
          EconomyState boosted = ((Outcome.Applied) outcome).state();
          long end = now + HOUR + boost.durationMs();
          Money without = Economy.advance(rich, end, timeline).state().purse();
          assertThat(Economy.advance(boosted, end, timeline).state().purse())
              .as(boost.id())
              .isGreaterThan(without);
        });
  }

  /**
   * Three quarters of an hour on the first day, then so many minutes at these hours of each day.
   */
  private GreedyPlayer daily(int[] hours, int minutes, int days) {
    GreedyPlayer player = new GreedyPlayer(catalog, 0);
    player.play(0, 45 * MINUTE, PATIENCE);
    for (int day = 0; day < days; day++) {
      for (int hour : hours) {
        long from = day * DAY + hour * HOUR;
        if (from > 0) {
          player.play(from, from + minutes * MINUTE, ENDLESS);
        }
      }
    }
    return player;
  }
}
