package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Rulebook.Edition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What exists is valid, cannot be changed, and looks the same on every machine. */
final class ValuesTest {

  private final Catalog catalog = Worlds.catalog();

  private static EconomyState state(
      SortedMap<String, Integer> owned, SortedSet<String> upgrades, List<ActiveBoost> boosts) {
    return new EconomyState(0, Money.ZERO, Money.ZERO, Money.ZERO, 0, owned, upgrades, boosts);
  }

  @Test
  void orderDoesNotDependOnWhatACollectionCameIn() {
    TreeMap<String, Integer> backward = new TreeMap<>(Comparator.reverseOrder());
    backward.putAll(Map.of("boat", 1, "ship", 2, "ark", 3));
    TreeSet<String> backwardSet = new TreeSet<>(Comparator.reverseOrder());
    backwardSet.addAll(List.of("oars", "sails"));
    EconomyState state =
        state(
            backward, backwardSet, List.of(new ActiveBoost("wind", 1), new ActiveBoost("rum", 2)));
    assertThat(state.owned().keySet()).containsExactly("ark", "boat", "ship");
    assertThat(state.upgrades()).containsExactly("oars", "sails");
    assertThat(state.boosts()).extracting(ActiveBoost::id).containsExactly("rum", "wind");
    EconomyState forward =
        state(
            new TreeMap<>(backward),
            new TreeSet<>(List.of("sails", "oars")),
            List.of(new ActiveBoost("rum", 2), new ActiveBoost("wind", 1)));
    assertThat(state).isEqualTo(forward).hasToString(forward.toString());
    TreeMap<String, String> args = new TreeMap<>(Comparator.reverseOrder());
    args.putAll(Map.of("a", "1", "b", "2"));
    assertThat(new Command("buy", args, 0, null).args().firstKey()).isEqualTo("a");
  }

  @Test
  void nobodyCanChangeAState() {
    TreeMap<String, Integer> owned = new TreeMap<>(Map.of("boat", 1));
    List<ActiveBoost> boosts = new ArrayList<>(List.of(new ActiveBoost("rum", 1)));
    EconomyState state = state(owned, new TreeSet<>(), boosts);
    owned.put("boat", 9);
    boosts.clear();
    assertThat(state.owned("boat")).isEqualTo(1);
    assertThat(state.owned("raft")).isZero();
    assertThat(state.boosts()).hasSize(1);
    assertThatThrownBy(() -> state.owned().put("boat", 2))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.upgrades().add("oars"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.boosts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void stateIsWithinItsBounds() {
    for (int count : new int[] {0, -1, 5_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> state(new TreeMap<>(Map.of("boat", count)), new TreeSet<>(), List.of()))
          .withMessageContaining("boat has " + count);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            state(
                new TreeMap<>(),
                new TreeSet<>(),
                List.of(new ActiveBoost("rum", 1), new ActiveBoost("rum", 2))));
    Money minus = Money.of(-1);
    Money zero = Money.ZERO;
    for (List<Money> amounts :
        List.of(
            List.of(minus, zero, zero), List.of(zero, minus, zero), List.of(zero, zero, minus))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new EconomyState(
                  0,
                  amounts.get(0),
                  amounts.get(1),
                  amounts.get(2),
                  0,
                  new TreeMap<>(),
                  new TreeSet<>(),
                  List.of()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new EconomyState(0, zero, zero, zero, -1, new TreeMap<>(), new TreeSet<>(), List.of()));
  }

  @Test
  void genesisIsTheStartOfTheCatalog() {
    EconomyState start = Economy.genesis(catalog, 77);
    assertThat(start)
        .isEqualTo(
            new EconomyState(
                77,
                Money.of(100),
                Money.ZERO,
                Money.ZERO,
                0,
                new TreeMap<>(Map.of("boat", 1)),
                new TreeSet<>(),
                List.of(),
                Dealings.beginning(77)));
  }

  @Test
  void entrySumsToZero() {
    Posting five = new Posting(Posting.PURSE, Money.of(5));
    Posting minusFive = new Posting(Posting.MARKET, Money.of(-5));
    assertThat(new Entry("e", 1, "trade", List.of(five, minusFive)).postings()).hasSize(2);
    assertThat(new Entry("e", 1, "a refusal moves nothing", List.of()).postings()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Entry("e", 1, "trade", List.of(five, minusFive, five)))
        .withMessage("The postings of entry e sum to 5; they must sum to zero.");
  }

  @Test
  void timelineIsInOrderAndKnowsAnEntryOnce() {
    Entry a = new Entry("a", 2, "c", List.of());
    Entry b = new Entry("b", 2, "c", List.of());
    Entry c = new Entry("c", 1, "c", List.of());
    Timeline timeline = new Timeline(Rulebook.of(catalog), Contact.at(0), List.of(b, a, c));
    assertThat(timeline.entries()).containsExactly(c, a, b);
    Entry again = new Entry("a", 9, "c", List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timeline(Rulebook.of(catalog), Contact.at(0), List.of(a, again)));
  }

  @Test
  void rulebookTellsWhichEditionRules() {
    Catalog second = Worlds.catalog(2, 1);
    Rulebook two = new Rulebook(List.of(new Edition(10, catalog), new Edition(20, second)));
    assertThat(two.at(Long.MIN_VALUE)).isSameAs(catalog);
    assertThat(two.at(19)).isSameAs(catalog);
    assertThat(two.at(20)).isSameAs(second);
    assertThat(two.nextChangeAfter(Long.MIN_VALUE)).hasValue(20);
    assertThat(two.nextChangeAfter(19)).hasValue(20);
    assertThat(two.nextChangeAfter(20)).isEmpty();
    assertThat(Rulebook.of(catalog).nextChangeAfter(Long.MIN_VALUE)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new Rulebook(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rulebook(List.of(new Edition(20, catalog), new Edition(20, second))));
  }

  @Test
  void baseLampNeverGetsShorter() {
    Catalog shorter =
        new Catalog(
            "s",
            "S",
            1,
            Money.ZERO,
            new TreeMap<>(),
            Worlds.LAMP - 1,
            Worlds.LAMP,
            0,
            List.of(),
            Ratio.ONE,
            catalog.producers(),
            List.of(),
            List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rulebook(List.of(new Edition(0, catalog), new Edition(9, shorter))))
        .withMessageContaining("never shorter");
    assertThat(new Rulebook(List.of(new Edition(0, shorter), new Edition(9, catalog))).editions())
        .hasSize(2);
  }

  @Test
  void catalogFindsWhatItHas() {
    assertThat(catalog.producer("ship").orElseThrow().name()).isEqualTo("ship name");
    assertThat(catalog.producer("raft")).isEmpty();
    assertThat(catalog.upgrade("charts").orElseThrow().name()).isEqualTo("Charts");
    assertThat(catalog.upgrade("wings")).isEmpty();
    assertThat(catalog.boost("rum").orElseThrow().durationMs()).isEqualTo(60);
    assertThat(catalog.boost("tea")).isEmpty();
    assertThat(catalog).isEqualTo(Worlds.catalog()).hasSameHashCodeAs(Worlds.catalog());
    assertThat(catalog).isNotEqualTo(Worlds.catalog(2, 1));
  }

  @Test
  void producerIsAValue() {
    Producer one = Worlds.producer("boat", 50, "107/100", "3/2", 1);
    one.prices().price(0, 100);
    assertThat(one)
        .isEqualTo(Worlds.producer("boat", 50, "107/100", "3/2", 1))
        .isNotEqualTo(Worlds.producer("boat", 51, "107/100", "3/2", 1))
        .isNotEqualTo(Worlds.producer("boat", 50, "108/100", "3/2", 1))
        .isNotEqualTo(Worlds.producer("boat", 50, "107/100", "5/2", 1))
        .isNotEqualTo(Worlds.producer("ship", 50, "107/100", "3/2", 1))
        .isNotEqualTo("boat")
        .hasToString("Producer[boat, 50 x 107/100^n, 3/2/ms]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.producer("boat", 0, "107/100", "1", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.producer("boat", 1, "106/100", "1", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.producer("boat", 1, "116/100", "1", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Worlds.producer(" ", 1, "110/100", "1", 1));
  }

  @Test
  void sentencesAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Random random = new Random(11);
    try {
      for (int round = 0; round < 200; round++) {
        Worlds.World world = Worlds.random(random);
        Command command = Worlds.command(random, world.state().run());
        Locale.setDefault(Locale.ROOT);
        String here = Economy.apply(world.state(), command, world.timeline()).toString();
        for (String tag : List.of("ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR", "de-CH")) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          assertThat(Economy.apply(world.state(), command, world.timeline())).hasToString(here);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void digitsAreGroupedInThreesAndHugeNumbersCounted() {
    assertThat(Decimals.grouped(Money.parse("-" + "7".repeat(49))))
        .isEqualTo("-777777... (a number of 49 digits)");
    assertThat(Decimals.grouped(Money.parse("7".repeat(48)))).hasSize(63);
    for (Map.Entry<String, String> it :
        Map.of("0", "0", "999", "999", "1000", "1,000", "-91820407", "-91,820,407").entrySet()) {
      assertThat(Decimals.grouped(Money.parse(it.getKey()))).isEqualTo(it.getValue());
    }
  }
}
