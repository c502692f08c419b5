package dev.offing.sync.economy;

import dev.offing.sync.economy.EconomyState.ActiveBoost;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules as a textbook has them, one millisecond after the other: slow and plain. */
final class NaiveEconomy {

  private final Timeline timeline;
  private final EconomyState from;
  private final List<String> crossed = new ArrayList<>();
  private final SortedMap<String, BigInteger> bySource = new TreeMap<>();
  private List<ActiveBoost> boosts;
  private BigInteger purse;
  private final SortedMap<String, Money> books;
  private BigInteger claim;
  private BigInteger lifetime;
  private long now;
  private long litMs;

  NaiveEconomy(EconomyState from, Timeline timeline) {
    this.from = from;
    this.timeline = timeline;
    this.books = new TreeMap<>(from.dealings().books());
    this.now = from.asOf();
    this.purse = from.purse().grains();
    this.claim = from.claim().grains();
    this.lifetime = from.lifetime().grains();
    this.boosts = from.boosts().stream().filter(it -> it.until() > now).toList();
  }

  /** Earns one millisecond and arrives at the next. */
  void tick() {
    if (isLit()) {
      litMs++;
      rates()
          .forEach((id, rate) -> {
            bySource.merge(id, rate, BigInteger::add);
            lifetime = lifetime.add(rate);
            credit(rate);
          });
    }
    now++;
    boosts = boosts.stream().filter(it -> it.until() > now).toList();
    timeline.entries().stream()
        .filter(it -> it.at() == now)
        .sorted(Comparator.comparing(Entry::id))
        .forEach(this::cross);
  }

  EconomyState state() {
    return new EconomyState(
        now,
        Money.of(purse),
        Money.of(claim),
        Money.of(lifetime),
        from.run(),
        from.owned(),
        from.upgrades(),
        boosts,
        new Dealings(
            from.dealings().began(),
            from.dealings().goods(),
            from.dealings().orders(),
            from.dealings().periods(),
            books),
        from.renown());
  }

  SortedMap<String, BigInteger> bySource() {
    bySource.values().removeIf(it -> it.signum() == 0);
    return bySource;
  }

  List<String> crossed() {
    return crossed;
  }

  long litMs() {
    return litMs;
  }

  private void cross(Entry entry) {
    crossed.add(entry.id());
    for (Posting it : entry.postings()) {
      if (it.account().equals("purse") || it.account().equals("claim")) {
        BigInteger amount = it.amount().grains();
        if (amount.signum() >= 0) {
          credit(amount);
        } else {
          BigInteger taken = purse.min(amount.negate());
          purse = purse.subtract(taken);
          claim = claim.add(amount.negate().subtract(taken));
        }
      } else if (!it.account().equals("mint") && !it.account().equals("shop")) {
        books.merge(it.account(), it.amount(), Money::plus);
        books.values().removeIf(balance -> balance.equals(Money.ZERO));
      }
    }
  }

  private void credit(BigInteger amount) {
    BigInteger settled = claim.min(amount);
    claim = claim.subtract(settled);
    purse = purse.add(amount.subtract(settled));
  }

  private boolean isLit() {
    Catalog catalog = timeline.rulebook().at(now);
    long cap = catalog.baseLampMs();
    for (Upgrade upgrade : catalog.upgrades()) {
      if (from.upgrades().contains(upgrade.id())
          && upgrade.effect() instanceof Upgrade.Effect.LampMs lamp) {
        cap += lamp.extraMs();
      }
    }
    for (Perk perk : catalog.prestige().perks()) {
      if (from.renown().perks().contains(perk.id())
          && perk.effect() instanceof Perk.Effect.Lasting(Upgrade.Effect.LampMs lamp)) {
        cap += lamp.extraMs();
      }
    }
    cap = Math.min(cap, catalog.maxLampMs());
    long last = Long.MIN_VALUE;
    for (Contact.Interval it : timeline.contact().intervals()) {
      if (it.start() <= now) {
        last = Math.min(now, it.end());
      }
    }
    return last != Long.MIN_VALUE && now < last + cap;
  }

  SortedMap<String, BigInteger> rates() {
    Catalog catalog = timeline.rulebook().at(now);
    SortedMap<String, BigInteger> rates = new TreeMap<>();
    for (Producer producer : catalog.producers()) {
      int owned = from.owned(producer.id());
      Ratio factor = producer.baseRate();
      for (int milestone : catalog.milestones()) {
        factor = milestone <= owned ? factor.times(catalog.milestoneMultiplier()) : factor;
      }
      for (Upgrade upgrade : catalog.upgrades()) {
        if (!from.upgrades().contains(upgrade.id())) {
          continue;
        }
        factor = factor.times(factorOf(upgrade.effect(), producer));
      }
      for (Perk perk : catalog.prestige().perks()) {
        if (from.renown().perks().contains(perk.id())
            && perk.effect() instanceof Perk.Effect.Lasting lasting) {
          factor = factor.times(factorOf(lasting.change(), producer));
        }
      }
      factor = factor.times(bonus(catalog));
      for (Boost boost : catalog.boosts()) {
        boolean runs = boosts.stream().anyMatch(it -> it.id().equals(boost.id()));
        factor = runs ? factor.times(boost.multiplier()) : factor;
      }
      rates.put(
          producer.id(), factor.num().multiply(BigInteger.valueOf(owned)).divide(factor.den()));
    }
    return rates;
  }

  private static Ratio factorOf(Upgrade.Effect effect, Producer producer) {
    return switch (effect) {
      case Upgrade.Effect.MultiplyAll it -> it.by();
      case Upgrade.Effect.MultiplyProducer it ->
          it.producer().equals(producer.id()) ? it.by() : Ratio.ONE;
      case Upgrade.Effect.LampMs ignored -> Ratio.ONE;
    };
  }

  /** One, and what every achievement adds that is reached by now. */
  private Ratio bonus(Catalog catalog) {
    BigInteger num = BigInteger.ONE;
    BigInteger den = BigInteger.ONE;
    for (Achievement it : catalog.prestige().achievements().all()) {
      boolean reached =
          switch (it.condition()) {
            case Achievement.Condition.Owned owned ->
                from.owned(owned.producer()) >= owned.count()
                    || from.renown().most().getOrDefault(owned.producer(), 0) >= owned.count();
            case Achievement.Condition.Lifetime most ->
                lifetime.compareTo(most.atLeast().grains()) >= 0;
            case Achievement.Condition.Charters charters -> from.run() >= charters.count();
            case Achievement.Condition.Gained gained ->
                from.renown().gained().compareTo(BigInteger.valueOf(gained.atLeast())) >= 0;
            case Achievement.Condition.Perks perks -> from.renown().perks().size() >= perks.count();
          };
      if (reached) {
        num = num.multiply(it.bonus().den()).add(it.bonus().num().multiply(den));
        den = den.multiply(it.bonus().den());
      }
    }
    return new Ratio(num, den);
  }
}
