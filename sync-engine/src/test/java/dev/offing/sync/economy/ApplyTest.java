package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.EconomyState.ActiveBoost;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApplyTest {

  private final Catalog catalog = Worlds.catalog();
  private final Timeline timeline = Worlds.always(catalog);

  private static EconomyState state(
      long purse, long lifetime, Map<String, Integer> owned, String... upgrades) {
    return new EconomyState(
        1_000,
        Money.of(purse),
        Money.ZERO,
        Money.of(lifetime),
        0,
        new TreeMap<>(owned),
        new TreeSet<>(List.of(upgrades)),
        List.of());
  }

  private Outcome.Applied applied(EconomyState state, Command command) {
    Outcome outcome = Economy.apply(state, command, timeline);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    Outcome.Applied applied = (Outcome.Applied) outcome;
    assertThat(Posting.sum(applied.postings())).isEqualTo(Money.ZERO);
    return applied;
  }

  private Rejection rejected(EconomyState state, Command command) {
    Outcome outcome = Economy.apply(state, command, timeline);
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return ((Outcome.Rejected) outcome).rejection();
  }

  private static Command command(String kind, String... args) {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < args.length; i += 2) {
      map.put(args[i], args[i + 1]);
    }
    return new Command(kind, map, 0, null);
  }

  @Test
  void purchaseMovesMoneyToTheShop() {
    EconomyState start = state(1_000, 0, Map.of("boat", 1));
    Outcome.Applied bought = applied(start, Command.buy("boat", 2, 0, null));
    // ceil(50 x 1.07) + ceil(50 x 1.07^2) = 54 + 58
    assertThat(bought.postings())
        .containsExactly(new Posting("purse", Money.of(-112)), new Posting("shop", Money.of(112)));
    assertThat(bought.state().purse()).isEqualTo(Money.of(888));
    assertThat(bought.state().owned()).containsExactly(Map.entry("boat", 3));
    assertThat(bought.state().asOf()).isEqualTo(1_000);
    assertThat(applied(start, Command.buy("ship", 1, 0, Money.of(700))).state().owned())
        .containsExactly(Map.entry("boat", 1), Map.entry("ship", 1));
  }

  @Test
  void lastGrainCanBeSpent() {
    assertThat(applied(state(50, 0, Map.of()), Command.buy("boat", 1, 0, null)).state().purse())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void upgradeIsOwnedOnce() {
    Outcome.Applied bought = applied(state(300, 0, Map.of()), Command.upgrade("oars", 0, null));
    assertThat(bought.state().upgrades()).containsExactly("oars");
    assertThat(bought.state().purse()).isEqualTo(Money.ZERO);
    Rejection again = rejected(bought.state(), Command.upgrade("oars", 0, null));
    assertThat(again.code()).isEqualTo(Rejection.ALREADY_OWNED);
    assertThat(again.text()).isEqualTo("You have oars name already.");
  }

  @Test
  void boostRunsFromNowForItsTime() {
    Outcome.Applied started = applied(state(400, 0, Map.of()), Command.boost("rum", 0, null));
    assertThat(started.state().boosts()).containsExactly(new ActiveBoost("rum", 1_060));
    EconomyState rich = state(9_000, 0, Map.of());
    EconomyState running = applied(rich, Command.boost("rum", 0, null)).state();
    assertThat(rejected(running, Command.boost("rum", 0, null)).code())
        .isEqualTo(Rejection.ALREADY_ACTIVE);
    EconomyState both = applied(running, Command.boost("wind", 0, null)).state();
    assertThat(both.boosts())
        .containsExactly(new ActiveBoost("rum", 1_060), new ActiveBoost("wind", 1_035));
    EconomyState later = Economy.advance(both, 1_060, timeline).state();
    assertThat(applied(later, Command.boost("rum", 0, null)).state().boosts())
        .containsExactly(new ActiveBoost("rum", 1_120));
  }

  @Test
  void boostPricedInIncomeCountsTheFleetWithoutBoosts() {
    EconomyState fleet = state(9_000, 0, Map.of("boat", 10));
    assertThat(Economy.boostPrice(catalog, fleet, "wind")).isEqualTo(Money.of(20 * 120));
    EconomyState running = applied(fleet, Command.boost("rum", 0, null)).state();
    assertThat(Economy.boostPrice(catalog, running, "wind")).isEqualTo(Money.of(20 * 120));
    assertThat(Economy.boostPrice(catalog, state(0, 0, Map.of()), "wind")).isEqualTo(Money.of(90));
    assertThat(Economy.boostPrice(catalog, fleet, "rum")).isEqualTo(Money.of(400));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Economy.boostPrice(catalog, fleet, "tea"));
    Outcome.Applied started = applied(running, Command.boost("wind", 0, Money.of(2_400)));
    assertThat(started.postings().getLast()).isEqualTo(new Posting("shop", Money.of(2_400)));
  }

  @Test
  void conditionsAreToldInWords() {
    Command lock = Command.upgrade("lock", 0, null);
    assertThat(rejected(state(9, 1_234, Map.of("boat", 4)), lock))
        .isEqualTo(
            new Rejection(
                Rejection.LOCKED,
                "Double lock needs 10 x boat name (you have 4) and 5,000 grains ever earned (you"
                    + " have earned 1,234) and oars name."));
    assertThat(rejected(state(9, 5_000, Map.of("boat", 10)), lock).text())
        .isEqualTo("Double lock needs oars name.");
    assertThat(applied(state(10, 5_000, Map.of("boat", 10), "oars"), lock).state().upgrades())
        .containsExactly("lock", "oars");
    assertThat(Economy.isUnlocked(catalog, state(0, 0, Map.of()), "lock")).isFalse();
    assertThat(Economy.isUnlocked(catalog, state(0, 0, Map.of()), "oars")).isTrue();
    assertThat(Economy.isUnlocked(catalog, state(0, 0, Map.of()), "wings")).isFalse();
  }

  @Test
  void lackIsToldToTheGrain() {
    assertThat(rejected(state(1_234, 0, Map.of()), Command.buy("ship", 12, 0, null)).text())
        .isEqualTo(
            "Short by 19,072 grains: 12 x ship name costs 20,306 and the purse holds 1,234.");
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "-1",
    "+1",
    "01",
    "5001",
    "10000",
    "99999999999999999999",
    "1.0",
    "1e3",
    "' 1'",
    "max",
    "''",
    "\u0661"
  })
  void countIsPlainDigits(String count) {
    EconomyState rich = state(1_000_000, 0, Map.of());
    assertThat(rejected(rich, command("buy", "producer", "boat", "count", count)).code())
        .isEqualTo(Rejection.MALFORMED);
  }

  @Test
  void argumentsAreThoseOfTheKindAndNoOthers() {
    EconomyState rich = state(1_000_000, 0, Map.of());
    for (Command command :
        List.of(
            command("buy"),
            command("buy", "producer", "boat"),
            command("buy", "count", "1"),
            command("buy", "producer", "boat", "count", "1", "colour", "red"),
            command("upgrade"),
            command("upgrade", "name", "oars"),
            command("upgrade", "id", "oars", "count", "1"),
            command("boost", "boost", "rum"),
            command("boost", "id", "rum", "for", "ever"),
            Command.buy("boat", 1, 0, Money.of(-1)),
            Command.upgrade("oars", 0, Money.of(-1)),
            Command.boost("rum", 0, Money.of(-1)))) {
      assertThat(rejected(rich, command).code()).as("%s", command).isEqualTo(Rejection.MALFORMED);
    }
    assertThat(rejected(rich, command("buy", "producer", "boat", "count", "5000")))
        .isEqualTo(
            new Rejection(
                Rejection.FUNDS,
                "Short by 592598... (a number of 150 digits) grains: 5000 x boat name costs"
                    + " 592598... (a number of 150 digits) and the purse holds 1,000,000."));
  }

  @Test
  void strangeWordsAreRepeatedInShort() {
    String text = rejected(state(0, 0, Map.of()), command("x".repeat(4_000))).text();
    assertThat(text).hasSizeLessThan(120).contains("xxx...");
    assertThat(rejected(state(0, 0, Map.of()), Command.buy("raft", 1, 0, null)).text())
        .isEqualTo("The catalog in force has nothing to buy called \"raft\".");
  }

  /** Everything is wrong at once; one thing after the other is put right. */
  @Test
  void firstReasonOfTheDeclaredOrderIsGiven() {
    EconomyState start =
        new EconomyState(
            1_000,
            Money.of(10),
            Money.ZERO,
            Money.ZERO,
            7,
            new TreeMap<>(Map.of("boat", 4_999)),
            new TreeSet<>(List.of("lock")),
            List.of(new ActiveBoost("rum", 2_000)));
    Money cheap = Money.of(1);
    assertThat(
            List.of(
                code(start, new Command("sell", args("x", "y"), 0, Money.of(-1))),
                code(start, new Command("buy", args("producer", "raft", "count", "0"), 0, cheap)),
                code(start, Command.buy("raft", 2, 0, cheap)),
                code(start, Command.buy("raft", 2, 7, cheap)),
                code(start, Command.buy("boat", 2, 7, cheap)),
                code(start, Command.buy("boat", 1, 7, cheap)),
                code(start, Command.buy("boat", 1, 7, null))))
        .containsExactly(
            Rejection.UNKNOWN_KIND,
            Rejection.MALFORMED,
            Rejection.OTHER_RUN,
            Rejection.UNKNOWN_ITEM,
            Rejection.LIMIT,
            Rejection.PRICE_CHANGED,
            Rejection.FUNDS)
        .isSubsetOf(Rejection.PRECEDENCE)
        .isSortedAccordingTo(Comparator.comparingInt(Rejection.PRECEDENCE::indexOf));
    assertThat(
            List.of(
                code(start, new Command("upgrade", args("x", "lock"), 0, cheap)),
                code(start, Command.upgrade("wings", 0, cheap)),
                code(start, Command.upgrade("wings", 7, cheap)),
                code(start, Command.upgrade("lock", 7, cheap)),
                code(start, Command.upgrade("charts", 7, cheap)),
                code(start, Command.upgrade("oars", 7, cheap)),
                code(start, Command.upgrade("oars", 7, null))))
        .containsExactly(
            Rejection.MALFORMED,
            Rejection.OTHER_RUN,
            Rejection.UNKNOWN_ITEM,
            Rejection.ALREADY_OWNED,
            Rejection.LOCKED,
            Rejection.PRICE_CHANGED,
            Rejection.FUNDS);
    assertThat(
            List.of(
                code(start, new Command("boost", args("x", "rum"), 0, cheap)),
                code(start, Command.boost("tea", 0, cheap)),
                code(start, Command.boost("tea", 7, cheap)),
                code(start, Command.boost("rum", 7, cheap)),
                code(start, Command.boost("wind", 7, cheap)),
                code(start, Command.boost("wind", 7, null))))
        .containsExactly(
            Rejection.MALFORMED,
            Rejection.OTHER_RUN,
            Rejection.UNKNOWN_ITEM,
            Rejection.ALREADY_ACTIVE,
            Rejection.PRICE_CHANGED,
            Rejection.FUNDS);
  }

  private String code(EconomyState state, Command command) {
    return rejected(state, command).code();
  }

  private static SortedMap<String, String> args(String... pairs) {
    return new TreeMap<>(command("any", pairs).args());
  }

  @Test
  void catalogAtTheEffectiveTimeRules() {
    Rulebook rulebook =
        new Rulebook(
            List.of(
                new Rulebook.Edition(0, catalog),
                new Rulebook.Edition(1_000, Worlds.catalog(3, 1))));
    EconomyState start = state(60, 0, Map.of());
    Timeline dearer = Timeline.of(rulebook, Contact.at(0));
    Outcome late = Economy.apply(start, Command.buy("boat", 1, 0, Money.of(60)), dearer);
    assertThat(((Outcome.Rejected) late).rejection())
        .isEqualTo(
            new Rejection(
                Rejection.PRICE_CHANGED,
                "1 x boat name now costs 150 grains, more than the 60 that you agreed to."));
    EconomyState early = Worlds.state(999, 60, Map.of());
    assertThat(Economy.apply(early, Command.buy("boat", 1, 0, Money.of(60)), dearer))
        .isInstanceOf(Outcome.Applied.class);
  }
}
