package dev.offing.simulator.model;

import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Upgrade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a reference book that outlives a charter: renown, perks, and what was reached for
 * good.
 */
final class ReferencePrestige {
  private final TreeSet<String> perks = new TreeSet<>();
  private final TreeMap<String, Integer> most = new TreeMap<>();
  private BigInteger gained = BigInteger.ZERO;
  private BigInteger spent = BigInteger.ZERO;
  private long run;

  void takeOver(ReferencePrestige other) {
    perks.addAll(other.perks);
    most.putAll(other.most);
    gained = other.gained;
    spent = other.spent;
    run = other.run;
  }

  long run() {
    return run;
  }

  static boolean isOurs(Command command) {
    return command.kind().equals(Command.CHARTER) || command.kind().equals(Command.PERK);
  }

  /** Whether it can be had. */
  boolean can(Command command, Catalog catalog, BigInteger lifetime) {
    if (command.kind().equals(Command.CHARTER)) {
      return worth(catalog, lifetime).compareTo(gained) > 0;
    }
    Perk perk = catalog.prestige().perk(command.args().getOrDefault("id", "")).orElse(null);
    return perk != null
        && !perks.contains(perk.id())
        && perks.containsAll(perk.needs())
        && spent.add(BigInteger.valueOf(perk.cost())).compareTo(gained) <= 0;
  }

  /** The largest number whose square is not above so many units: by trying. */
  private static BigInteger worth(Catalog catalog, BigInteger lifetime) {
    if (catalog.prestige().unit() == null) {
      return BigInteger.ZERO;
    }
    BigInteger unit = catalog.prestige().unit().grains();
    BigInteger low = BigInteger.ZERO;
    BigInteger high = lifetime.add(BigInteger.ONE);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.multiply(middle).multiply(unit).compareTo(lifetime) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A perk that is taken. */
  void learn(Command command, Catalog catalog) {
    Perk perk = catalog.prestige().perk(command.args().getOrDefault("id", "")).orElseThrow();
    perks.add(perk.id());
    spent = spent.add(BigInteger.valueOf(perk.cost()));
  }

  /** A run is over, in which so much was owned at last. */
  void charter(Catalog catalog, BigInteger lifetime, Map<String, Integer> owned) {
    run++;
    gained = worth(catalog, lifetime);
    for (Map.Entry<String, Integer> it : owned.entrySet()) {
      if (it.getValue() > most.getOrDefault(it.getKey(), 0)) {
        most.put(it.getKey(), it.getValue());
      }
    }
  }

  /** Effects of the perks that are owned. */
  private List<Perk.Effect> effects(Catalog catalog) {
    return catalog.prestige().perks().stream()
        .filter(it -> perks.contains(it.id()))
        .map(Perk::effect)
        .toList();
  }

  /** What perks change as upgrades do. */
  List<Upgrade.Effect> lasting(Catalog catalog) {
    List<Upgrade.Effect> all = new ArrayList<>();
    for (Perk.Effect effect : effects(catalog)) {
      if (effect instanceof Perk.Effect.Lasting lasting) {
        all.add(lasting.change());
      }
    }
    return all;
  }

  /** Grains with which a run begins. */
  BigInteger startPurse(Catalog catalog) {
    BigInteger purse = catalog.startPurse().grains();
    for (Perk.Effect effect : effects(catalog)) {
      if (effect instanceof Perk.Effect.Purse more) {
        purse = purse.add(more.amount().grains());
      }
    }
    return purse;
  }

  /** What a run begins with. */
  Map<String, Integer> startOwned(Catalog catalog) {
    Map<String, Integer> owned = new TreeMap<>(catalog.startOwned());
    for (Perk.Effect effect : effects(catalog)) {
      if (effect instanceof Perk.Effect.Owned more) {
        int count = owned.getOrDefault(more.producer(), 0) + more.count();
        owned.put(more.producer(), Math.min(5_000, count));
      }
    }
    return owned;
  }

  /** Achievements that are reached. */
  List<Achievement> reached(Catalog catalog, Map<String, Integer> owned, BigInteger lifetime) {
    return catalog.prestige().achievements().all().stream()
        .filter(it ->
            switch (it.condition()) {
              case Achievement.Condition.Owned at ->
                  owned.getOrDefault(at.producer(), 0) >= at.count()
                      || most.getOrDefault(at.producer(), 0) >= at.count();
              case Achievement.Condition.Lifetime at ->
                  lifetime.compareTo(at.atLeast().grains()) >= 0;
              case Achievement.Condition.Charters at -> run >= at.count();
              case Achievement.Condition.Gained at ->
                  gained.compareTo(BigInteger.valueOf(at.atLeast())) >= 0;
              case Achievement.Condition.Perks at -> perks.size() >= at.count();
            })
        .toList();
  }

  /** Earnings that achievements ask for and that are not there yet. */
  static List<BigInteger> ahead(Catalog catalog, BigInteger lifetime) {
    List<BigInteger> ahead = new ArrayList<>();
    for (Achievement it : catalog.prestige().achievements().all()) {
      if (it.condition() instanceof Achievement.Condition.Lifetime at
          && at.atLeast().grains().compareTo(lifetime) > 0) {
        ahead.add(at.atLeast().grains());
      }
    }
    return ahead;
  }

  /** Where an account differs; null where it does not. */
  @Nullable String compared(EconomyState core) {
    if (core.run() != run) {
      return "it is run %d, it should be %d".formatted(core.run(), run);
    }
    var there = core.renown();
    return there.gained().equals(gained)
            && there.spent().equals(spent)
            && there.perks().equals(perks)
            && there.most().equals(most)
        ? null
        : "%s outlives the run, it should be %s gained, %s spent, %s and at most %s"
            .formatted(there, gained, spent, perks, most);
  }
}
