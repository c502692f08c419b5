package dev.offing.simulator.model;

import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Upgrade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an account owns, what more of it costs and what it earns, naively: prices are raised to
 * their power, rates are fractions that are floored once.
 */
final class ReferenceFleet {
  private static final Set<String> KINDS = Set.of(Command.BUY, Command.UPGRADE, Command.BOOST);

  private final TreeMap<String, Integer> owned = new TreeMap<>();
  private final TreeSet<String> upgrades = new TreeSet<>();
  private final TreeMap<String, Long> boosts = new TreeMap<>();
  private final Map<Producer, List<BigInteger>> prices;
  private final ReferencePrestige prestige;

  ReferenceFleet(ReferencePrestige prestige) {
    this(new HashMap<>(), prestige);
  }

  private ReferenceFleet(Map<Producer, List<BigInteger>> prices, ReferencePrestige prestige) {
    this.prices = prices;
    this.prestige = prestige;
  }

  /** The same, to be changed by itself; prices are the same for all. */
  ReferenceFleet copy(ReferencePrestige beside) {
    ReferenceFleet copy = new ReferenceFleet(prices, beside);
    copy.owned.putAll(owned);
    copy.upgrades.addAll(upgrades);
    copy.boosts.putAll(boosts);
    return copy;
  }

  /** Begins a run. */
  void begin(Catalog catalog) {
    owned.clear();
    upgrades.clear();
    boosts.clear();
    owned.putAll(prestige.startOwned(catalog));
  }

  Map<String, Integer> owned() {
    return owned;
  }

  /** Whether a command buys something of this. */
  static boolean isOurs(Command command) {
    return KINDS.contains(command.kind());
  }

  /** What it costs; null when it cannot be had for any money. */
  @Nullable BigInteger cost(Command command, Catalog catalog, BigInteger lifetime) {
    String id = command.args().getOrDefault("id", "");
    return switch (command.kind()) {
      case Command.BUY -> {
        String what = command.args().getOrDefault("producer", "");
        int count = Integer.parseInt(command.args().getOrDefault("count", "0"));
        yield catalog.producer(what).map(it -> price(it, count)).orElse(null);
      }
      case Command.UPGRADE ->
          upgrades.contains(id)
              ? null
              : catalog
                  .upgrade(id)
                  .filter(it -> holds(it.condition(), lifetime))
                  .map(it -> it.cost().grains())
                  .orElse(null);
      case Command.BOOST ->
          boosts.containsKey(id)
              ? null
              : catalog.boost(id).map(it -> price(it, catalog, lifetime)).orElse(null);
      default -> throw new IllegalArgumentException(command.kind());
    };
  }

  private boolean holds(Upgrade.Condition condition, BigInteger lifetime) {
    return switch (condition) {
      case Upgrade.Condition.Always _ -> true;
      case Upgrade.Condition.Owned it -> owned.getOrDefault(it.producer(), 0) >= it.count();
      case Upgrade.Condition.Lifetime it -> lifetime.compareTo(it.atLeast().grains()) >= 0;
      case Upgrade.Condition.After it -> upgrades.contains(it.upgrade());
      case Upgrade.Condition.All it ->
          it.conditions().stream().allMatch(each -> holds(each, lifetime));
    };
  }

  /** Takes over what was paid. */
  void take(Command command, long asOf, Catalog catalog) {
    String id = command.args().getOrDefault("id", "");
    switch (command.kind()) {
      case Command.BUY ->
          owned.merge(
              command.args().getOrDefault("producer", ""),
              Integer.parseInt(command.args().getOrDefault("count", "0")),
              Integer::sum);
      case Command.UPGRADE -> upgrades.add(id);
      default -> boosts.put(id, asOf + catalog.boost(id).orElseThrow().durationMs());
    }
  }

  /** The unit after n costs ceil(base x growth^n). */
  private BigInteger price(Producer producer, int count) {
    List<BigInteger> known = prices.computeIfAbsent(producer, _ -> new ArrayList<>());
    int have = owned.getOrDefault(producer.id(), 0);
    if (known.size() < have + count) {
      BigInteger top = producer.growth().num().pow(known.size());
      BigInteger bottom = producer.growth().den().pow(known.size());
      top = top.multiply(producer.baseCost().grains());
      while (known.size() < have + count) {
        known.add(top.add(bottom).subtract(BigInteger.ONE).divide(bottom));
        top = top.multiply(producer.growth().num());
        bottom = bottom.multiply(producer.growth().den());
      }
    }
    return known.subList(have, have + count).stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger price(Boost boost, Catalog catalog, BigInteger lifetime) {
    return switch (boost.cost()) {
      case Boost.Cost.Fixed it -> it.amount().grains();
      case Boost.Cost.Income it ->
          rate(catalog, lifetime, false, List.of())
              .multiply(BigInteger.valueOf(it.ofMs()))
              .max(it.atLeast().grains());
    };
  }

  /** When the next boost ends; never where none runs. */
  long nextEnd() {
    return boosts.values().stream().mapToLong(it -> it).min().orElse(Long.MAX_VALUE);
  }

  void end(long asOf) {
    boosts.values().removeIf(until -> until <= asOf);
  }

  /** How long the lamp burns after a contact, ms. */
  long capMs(Catalog catalog) {
    long cap = catalog.baseLampMs();
    for (String id : upgrades) {
      if (catalog.upgrade(id).isPresent()
          && catalog.upgrade(id).get().effect() instanceof Upgrade.Effect.LampMs lamp) {
        cap += lamp.extraMs();
      }
    }
    for (Upgrade.Effect effect : prestige.lasting(catalog)) {
      if (effect instanceof Upgrade.Effect.LampMs lamp) {
        cap += lamp.extraMs();
      }
    }
    return Math.min(cap, catalog.maxLampMs());
  }

  /** Grains a millisecond. */
  BigInteger rate(Catalog catalog, BigInteger lifetime, boolean boosted, List<String> events) {
    BigInteger sum = BigInteger.ZERO;
    List<Upgrade.Effect> effects = new ArrayList<>(prestige.lasting(catalog));
    for (String id : upgrades) {
      catalog.upgrade(id).ifPresent(it -> effects.add(it.effect()));
    }
    Ratio reached = Ratio.ONE;
    for (Achievement it : prestige.reached(catalog, owned, lifetime)) {
      Ratio more = it.bonus();
      reached =
          new Ratio(
              reached.num().multiply(more.den()).add(more.num().multiply(reached.den())),
              reached.den().multiply(more.den()));
    }
    for (Producer producer : catalog.producers()) {
      int count = owned.getOrDefault(producer.id(), 0);
      Ratio factor = producer.baseRate();
      for (int milestone : catalog.milestones()) {
        factor = milestone <= count ? factor.times(catalog.milestoneMultiplier()) : factor;
      }
      for (Upgrade.Effect effect : effects) {
        factor =
            switch (effect) {
              case Upgrade.Effect.MultiplyAll it -> factor.times(it.by());
              case Upgrade.Effect.MultiplyProducer it ->
                  it.producer().equals(producer.id()) ? factor.times(it.by()) : factor;
              case Upgrade.Effect.LampMs _ -> factor;
            };
      }
      factor = factor.times(reached);
      for (String id : boosted ? boosts.keySet() : new TreeSet<String>()) {
        factor = factor.times(catalog.boost(id).map(Boost::multiplier).orElse(Ratio.ONE));
      }
      for (String id : events) {
        Ratio by = catalog.commons().event(id).map(Commons.Event::multiplier).orElse(Ratio.ONE);
        factor = factor.times(by);
      }
      sum = sum.add(factor.num().multiply(BigInteger.valueOf(count)).divide(factor.den()));
    }
    return sum;
  }

  /** Where an account differs; null where it does not. */
  @Nullable String compared(EconomyState core) {
    return core.owned().equals(owned) && core.upgrades().equals(upgrades)
        ? null
        : "%s and %s are owned, it should be %s and %s"
            .formatted(core.owned(), core.upgrades(), owned, upgrades);
  }
}
