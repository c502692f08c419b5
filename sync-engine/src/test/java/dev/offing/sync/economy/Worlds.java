package dev.offing.sync.economy;

import dev.offing.sync.economy.Achievement.Condition;
import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Rulebook.Edition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Small catalogs, and random worlds around them: a lamp of 40 ms, everything within a second. */
final class Worlds {

  static final long LAMP = 40;
  static final long END = 600;

  /** A state and what it meets. */
  record World(EconomyState state, Timeline timeline) {}

  private Worlds() {}

  /** Boats and ships; oars, sails, oil, charts and a double lock; rum and wind. */
  static Catalog catalog() {
    return catalog(1, 1);
  }

  /** The same with prices and rates multiplied. */
  static Catalog catalog(int dearer, int faster) {
    Upgrade.Condition tenBoats = new Upgrade.Condition.Owned("boat", 10);
    Upgrade.Condition earned = new Upgrade.Condition.Lifetime(Money.of(5_000L * dearer));
    return new Catalog(
        "hash-" + dearer + "-" + faster,
        "Test waters",
        1,
        Money.of(100),
        new TreeMap<>(Map.of("boat", 1)),
        LAMP,
        3 * LAMP,
        200,
        List.of(3, 5, 10),
        Ratio.of(2, 1),
        List.of(
            producer("boat", 50L * dearer, "107/100", "3/2", faster),
            producer("ship", 700L * dearer, "115/100", "17/3", faster)),
        List.of(
            upgrade("oars", 300L * dearer, new Upgrade.Effect.MultiplyProducer("boat", r("3/2"))),
            upgrade("sails", 900L * dearer, new Upgrade.Effect.MultiplyAll(r("5/4"))),
            upgrade("oil", 200L * dearer, new Upgrade.Effect.LampMs(25)),
            upgrade("tank", 400L * dearer, new Upgrade.Effect.LampMs(500)),
            new Upgrade(
                "charts",
                "Charts",
                "Of the rocks.",
                Money.of(1_000L * dearer),
                new Upgrade.Effect.MultiplyAll(r("2")),
                earned),
            new Upgrade(
                "lock",
                "Double lock",
                "Two keys.",
                Money.of(10L * dearer),
                new Upgrade.Effect.MultiplyProducer("ship", r("2")),
                new Upgrade.Condition.All(
                    List.of(tenBoats, earned, new Upgrade.Condition.After("oars"))))),
        List.of(
            new Boost(
                "rum", "Rum", "Hic.", new Boost.Cost.Fixed(Money.of(400L * dearer)), r("2"), 60),
            new Boost(
                "wind",
                "Wind",
                "Whistled for.",
                new Boost.Cost.Income(20, Money.of(90L * dearer)),
                r("7/3"),
                35)));
  }

  /** The same under another hash, with other things to share and to begin anew for. */
  static Catalog with(Catalog c, String hash, Commons commons, Prestige prestige) {
    return new Catalog(
        hash,
        c.name(),
        c.rulesVersion(),
        c.startPurse(),
        c.startOwned(),
        c.baseLampMs(),
        c.maxLampMs(),
        c.slideLimitMs(),
        c.milestones(),
        c.milestoneMultiplier(),
        c.producers(),
        c.upgrades(),
        c.boosts(),
        commons,
        prestige);
  }

  /** The same with charters, perks of every effect and achievements of every condition. */
  static Catalog prestigious(Catalog c) {
    return with(
        c,
        c.hash(),
        c.commons(),
        new Prestige(
            Money.of(1_000),
            List.of(
                perk(
                    "friends",
                    1,
                    new Perk.Effect.Lasting(new Upgrade.Effect.MultiplyAll(r("3/2")))),
                perk("coat", 1, new Perk.Effect.Lasting(new Upgrade.Effect.LampMs(30)), "friends"),
                perk(
                    "knots",
                    2,
                    new Perk.Effect.Lasting(new Upgrade.Effect.MultiplyProducer("boat", r("5/3")))),
                perk("chest", 1, new Perk.Effect.Purse(Money.of(700))),
                perk("aunt", 3, new Perk.Effect.Owned("boat", 4), "chest", "friends")),
            new Achievements(
                List.of(
                    feat("fleet", new Condition.Owned("boat", 8), "1/10"),
                    feat("rich", new Condition.Lifetime(Money.of(4_000)), "1/3"),
                    feat("richer", new Condition.Lifetime(Money.of(4_500)), "1/7"),
                    feat("modest", new Condition.Lifetime(Money.of(900)), "1/100"),
                    feat("again", new Condition.Charters(1), "1/4"),
                    feat("known", new Condition.Gained(3), "1/9"),
                    feat("skilled", new Condition.Perks(2), "1/6")))));
  }

  static Perk perk(String id, long cost, Perk.Effect effect, String... needs) {
    return new Perk(id, id + " name", "Text.", cost, List.of(needs), effect);
  }

  private static Achievement feat(String id, Condition condition, String bonus) {
    return new Achievement(id, id + " name", "Text.", condition, r(bonus));
  }

  static Producer producer(String id, long baseCost, String growth, String rate, int faster) {
    return new Producer(
        id, id + " name", Money.of(baseCost), r(growth), r(rate).times(Ratio.of(faster, 1)));
  }

  static Ratio r(String text) {
    return Ratio.parse(text);
  }

  private static Upgrade upgrade(String id, long cost, Upgrade.Effect effect) {
    return new Upgrade(
        id, id + " name", "Text.", Money.of(cost), effect, new Upgrade.Condition.Always());
  }

  /** The fleet alone: no lamp worth mentioning, no upgrades, no boosts. */
  static Timeline always(Catalog catalog) {
    return Timeline.of(
        Rulebook.of(catalog), new Contact(List.of(new Contact.Interval(0, 1L << 40))));
  }

  static EconomyState state(long asOf, long purse, Map<String, Integer> owned) {
    return new EconomyState(
        asOf,
        Money.of(purse),
        Money.ZERO,
        Money.ZERO,
        0,
        new TreeMap<>(owned),
        new TreeSet<>(),
        List.of());
  }

  static World random(Random random) {
    long asOf = random.nextInt(100);
    Catalog unknown =
        new Catalog(
            "other",
            "Other waters",
            1,
            Money.ZERO,
            new TreeMap<>(),
            LAMP,
            2 * LAMP,
            0,
            List.of(),
            Ratio.ONE,
            List.of(producer("ship", 10, "11/10", "5", 1)),
            List.of(),
            List.of());
    List<Edition> editions = new ArrayList<>();
    editions.add(new Edition(Long.MIN_VALUE, any(random, catalog(1 + random.nextInt(2), 1))));
    long from = 0;
    while (random.nextInt(3) == 0 && from < END) {
      from += 1 + random.nextInt(300);
      Catalog next =
          random.nextInt(6) == 0 ? unknown : any(random, catalog(1 + random.nextInt(4), 1));
      editions.add(new Edition(from, next));
    }
    Timeline timeline =
        new Timeline(new Rulebook(editions), contact(random, asOf), entries(random, asOf));
    return new World(state(random, asOf), timeline);
  }

  private static Catalog any(Random random, Catalog catalog) {
    return random.nextInt(4) == 0 ? catalog : prestigious(catalog);
  }

  private static Renown renown(Random random) {
    TreeSet<String> perks = new TreeSet<>();
    for (String id : List.of("friends", "coat", "knots", "chest", "aunt", "gone")) {
      if (random.nextInt(3) == 0) {
        perks.add(id);
      }
    }
    return new Renown(
        BigInteger.valueOf(perks.size() + random.nextInt(4)),
        BigInteger.valueOf(perks.size()),
        perks,
        new TreeMap<>(Map.of("boat", 1 + random.nextInt(9))));
  }

  private static EconomyState state(Random random, long asOf) {
    SortedMap<String, Integer> owned = new TreeMap<>();
    if (random.nextInt(5) > 0) {
      owned.put("boat", 1 + random.nextInt(12));
    }
    if (random.nextBoolean()) {
      owned.put("ship", 1 + random.nextInt(4));
    }
    if (random.nextInt(9) == 0) {
      owned.put("wreck", 3);
    }
    TreeSet<String> upgrades = new TreeSet<>();
    for (String id : List.of("oars", "sails", "oil", "tank", "gone")) {
      if (random.nextInt(3) == 0) {
        upgrades.add(id);
      }
    }
    List<ActiveBoost> boosts = new ArrayList<>();
    for (String id : List.of("wind", "rum", "gone")) {
      if (random.nextInt(3) == 0) {
        boosts.add(new ActiveBoost(id, asOf - 5 + random.nextInt(120)));
      }
    }
    boolean owes = random.nextInt(3) == 0;
    boolean chartered = random.nextInt(3) == 0;
    return new EconomyState(
        asOf,
        Money.of(owes ? 0 : random.nextInt(500)),
        Money.of(owes ? random.nextInt(900) : 0),
        Money.of(random.nextInt(9_000)),
        chartered ? 1 : 0,
        owned,
        upgrades,
        boosts,
        Dealings.NONE,
        chartered ? renown(random) : Renown.NONE);
  }

  static Contact contact(Random random, long around) {
    Contact contact = Contact.at(Math.max(0, around - random.nextInt(60)));
    for (int i = random.nextInt(6); i > 0; i--) {
      contact = contact.plus(random.nextInt((int) END), LAMP);
    }
    return contact;
  }

  private static List<Entry> entries(Random random, long asOf) {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      long at = asOf - 2 + random.nextInt(300);
      Money amount = Money.of(random.nextInt(3_000) - 1_500);
      List<Posting> postings =
          random.nextInt(4) == 0
              ? List.of(new Posting("claim", amount), new Posting("transit", amount.negated()))
              : List.of(new Posting("purse", amount), new Posting("market", amount.negated()));
      entries.add(new Entry("e" + i, Math.max(0, at), "a test", postings));
    }
    return entries;
  }

  /** A command that may be a sensible one, given in this run. */
  static Command command(Random random, long run) {
    Money most = random.nextInt(3) == 0 ? Money.of(random.nextInt(3_000)) : null;
    return switch (random.nextInt(7)) {
      case 0 -> Command.buy("boat", 1 + random.nextInt(6), run, most);
      case 1 -> Command.buy("ship", 1 + random.nextInt(3), run, most);
      case 2 -> Command.boost(random.nextBoolean() ? "rum" : "wind", run, most);
      case 3 ->
          random.nextInt(3) == 0
              ? Command.charter(run)
              : Command.perk(
                  List.of("friends", "coat", "knots", "chest", "aunt").get(random.nextInt(5)),
                  run,
                  null);
      default -> {
        List<String> ids = List.of("oars", "sails", "oil", "charts", "lock");
        yield Command.upgrade(ids.get(random.nextInt(ids.size())), run, most);
      }
    };
  }
}
