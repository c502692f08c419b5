package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A catalog that exists can be played; designers' slips are the reader's and have their own test.
 */
final class CatalogTest {

  private static final Producer BOAT = Worlds.producer("boat", 50, "107/100", "1", 1);
  private static final Boost RUM =
      new Boost("rum", "Rum", "Hic.", new Boost.Cost.Fixed(Money.of(1)), Ratio.ONE, 1);

  private String hash = "h";
  private int rules = 1;
  private Money purse = Money.ZERO;
  private SortedMap<String, Integer> owned = new TreeMap<>();
  private long baseLamp = 10;
  private long maxLamp = 20;
  private long slide = 5;
  private List<Integer> milestones = List.of(1, 2);
  private List<Producer> producers = List.of(BOAT);
  private List<Upgrade> upgrades = List.of();
  private List<Boost> boosts = List.of(RUM);

  private Catalog build() {
    return new Catalog(
        hash,
        "n",
        rules,
        purse,
        owned,
        baseLamp,
        maxLamp,
        slide,
        milestones,
        Ratio.ONE,
        producers,
        upgrades,
        boosts);
  }

  private static Upgrade upgrade(String id, Upgrade.Effect effect, Upgrade.Condition condition) {
    return new Upgrade(id, id, "t", Money.of(1), effect, condition);
  }

  private static Upgrade when(String id, Upgrade.Condition condition) {
    return upgrade(id, new Upgrade.Effect.MultiplyAll(Ratio.ONE), condition);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatCannotBePlayed() {
    return Stream.of(
        refused("no hash", () -> hash = " "),
        refused("no rules", () -> rules = 0),
        refused("debt at the start", () -> purse = Money.of(-1)),
        refused("owned that is not for sale", () -> owned = new TreeMap<>(Map.of("raft", 1))),
        refused("owned too many", () -> owned = new TreeMap<>(Map.of("boat", 5_001))),
        refused("no lamp", () -> baseLamp = 0),
        refused("longest lamp below the base", () -> maxLamp = 9),
        refused("endless lamp", () -> maxLamp = Long.MAX_VALUE),
        refused("slide backward", () -> slide = -1),
        refused("endless slide", () -> slide = Long.MAX_VALUE),
        refused("milestone zero", () -> milestones = List.of(0)),
        refused("milestones down", () -> milestones = List.of(5, 5)),
        refused("nothing to buy", () -> producers = List.of()),
        refused("two of an id", () -> producers = List.of(BOAT, BOAT)),
        refused("two boosts", () -> boosts = List.of(RUM, RUM)),
        refused(
            "two upgrades",
            () ->
                upgrades =
                    List.of(
                        when("a", new Upgrade.Condition.Always()),
                        when("a", new Upgrade.Condition.Always()))),
        refused(
            "effect on nothing",
            () ->
                upgrades =
                    List.of(
                        upgrade(
                            "a",
                            new Upgrade.Effect.MultiplyProducer("raft", Ratio.ONE),
                            new Upgrade.Condition.Always()))),
        refused(
            "condition on nothing",
            () -> upgrades = List.of(when("a", new Upgrade.Condition.Owned("raft", 1)))),
        refused(
            "after itself", () -> upgrades = List.of(when("a", new Upgrade.Condition.After("a")))),
        refused(
            "after a later one, deep inside",
            () ->
                upgrades =
                    List.of(
                        when(
                            "a",
                            new Upgrade.Condition.All(
                                List.of(
                                    new Upgrade.Condition.Lifetime(Money.of(1)),
                                    new Upgrade.Condition.After("b")))),
                        when("b", new Upgrade.Condition.Always()))),
        refused("free upgrade", () -> new Upgrade("a", "a", "t", Money.ZERO, lamp(1), always())),
        refused(
            "nameless upgrade", () -> new Upgrade("", "a", "t", Money.of(1), lamp(1), always())),
        refused("lamp that shrinks", () -> lamp(0)),
        refused("condition on none", () -> new Upgrade.Condition.Owned("boat", 0)),
        refused("condition on too many", () -> new Upgrade.Condition.Owned("boat", 5_001)),
        refused("condition on no earnings", () -> new Upgrade.Condition.Lifetime(Money.ZERO)),
        refused("free boost", () -> new Boost.Cost.Fixed(Money.ZERO)),
        refused("boost for no income", () -> new Boost.Cost.Income(0, Money.of(1))),
        refused("boost that may be free", () -> new Boost.Cost.Income(1, Money.ZERO)),
        refused("boost of no time", () -> new Boost("a", "a", "t", RUM.cost(), Ratio.ONE, 0)),
        refused("nameless boost", () -> new Boost("", "a", "t", RUM.cost(), Ratio.ONE, 1)));
  }

  private static Upgrade.Effect lamp(long extraMs) {
    return new Upgrade.Effect.LampMs(extraMs);
  }

  private static Upgrade.Condition always() {
    return new Upgrade.Condition.Always();
  }

  /** Breaks one thing of a sound catalog. */
  private DynamicTest refused(String name, Runnable slip) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          reset();
          build();
          assertThatIllegalArgumentException()
              .isThrownBy(() -> {
                slip.run();
                build();
              });
        });
  }

  private void reset() {
    CatalogTest sound = new CatalogTest();
    hash = sound.hash;
    rules = sound.rules;
    purse = sound.purse;
    owned = sound.owned;
    baseLamp = sound.baseLamp;
    maxLamp = sound.maxLamp;
    slide = sound.slide;
    milestones = sound.milestones;
    producers = sound.producers;
    upgrades = sound.upgrades;
    boosts = sound.boosts;
  }
}
