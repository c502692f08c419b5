package dev.offing.simulator.scenario;

import dev.offing.assets.Assets;
import dev.offing.simulator.world.Dice;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Settings;
import dev.offing.simulator.world.World;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws scenarios: sensible play with pauses, absences and restarts, and the faults among it. A
 * swarm draws for each seed which faults are on and how strong they are, because a world with all
 * of them on is so broken that it never gets far.
 */
public final class Planner {
  private static final long DAY_MS = 86_400_000;
  private static final long HOUR_MS = 3_600_000;
  private static final double SHARE_OF_FAULTS = 0.1;

  /** Devices that are drawn; where there are fewer, some are drawn more often. */
  private static final int DEVICES = 6;

  /** Most is linked, or nothing could be taken off. */
  private static final List<Step.Deed> FAMILY =
      List.of(
          Step.Deed.LINK,
          Step.Deed.LINK,
          Step.Deed.LINK,
          Step.Deed.REVOKE,
          Step.Deed.REVOKE,
          Step.Deed.PAPER,
          Step.Deed.RECOVER);

  /** The world's codes, and one that is none. */
  private static final List<String> CODES =
      Stream.concat(World.CODES.keySet().stream(), Stream.of("nothing")).toList();

  private final List<String> producers;
  private final List<String> upgrades;
  private final List<String> boosts;
  private final List<String> perks;
  private final List<String> goods;

  /** A planner for the bundled catalog. */
  public Planner() {
    Catalog catalog;
    try {
      catalog = CatalogReader.read(Assets.catalogName(), Assets.catalog());
    } catch (CatalogException e) {
      throw new IllegalStateException("the bundled catalog is valid", e);
    }
    this.producers = catalog.producers().stream().map(Producer::id).limit(5).toList();
    this.upgrades = catalog.upgrades().stream().map(Upgrade::id).toList();
    this.boosts = catalog.boosts().stream().map(Boost::id).toList();
    this.perks = catalog.prestige().perks().stream().map(Perk::id).limit(6).toList();
    this.goods = catalog.commons().goods().stream().map(Commons.Good::id).limit(3).toList();
  }

  /** Which faults are drawn: of each how often, beside the others; empty for none. */
  public record Weather(Map<Fault, Double> weights) {
    /** Copies the map. */
    public Weather {
      weights = new EnumMap<>(weights.isEmpty() ? new EnumMap<>(Fault.class) : weights);
    }

    /** Nothing goes wrong. */
    public static Weather calm() {
      return new Weather(Map.of());
    }
  }

  /** Each seed its own weather. */
  public static Weather swarm(long seed) {
    Dice dice = new Dice(seed).split("weather");
    Map<Fault, Double> weights = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      if (dice.chance(0.35)) {
        weights.put(fault, 0.1 + dice.nextDouble());
      }
    }
    return new Weather(weights);
  }

  /** The scenario of a seed, of so many steps. */
  public Scenario plan(long seed, int ops, Weather weather) {
    Dice dice = new Dice(seed).split("plan");
    Settings settings = settings(dice);
    List<Step> steps = new ArrayList<>();
    long at = 1_000;
    while (steps.size() < ops) {
      at += pause(dice);
      if (!weather.weights().isEmpty() && dice.chance(SHARE_OF_FAULTS)) {
        steps.add(fault(dice, weather, at, settings.nodes()));
      } else if (dice.chance(0.004)) {
        at = absence(dice, steps, at);
      } else {
        steps.add(deed(dice, at));
      }
    }
    deletion(new Dice(seed).split("deletion"), steps);
    return new Scenario(seed, settings, steps);
  }

  /** Few accounts are ever deleted, and most of those late: nothing more happens to them. */
  private static void deletion(Dice dice, List<Step> steps) {
    if (!steps.isEmpty() && dice.chance(0.2)) {
      int place = steps.size() / 4 + dice.below(steps.size() - steps.size() / 4);
      long at = steps.get(place).atMs();
      steps.add(place, new Step.Does(at, dice.below(4), Step.Deed.DELETE_ACCOUNT, "", 0));
    }
  }

  private static Settings settings(Dice dice) {
    boolean forgets = dice.chance(0.3);
    return new Settings(
        1 + dice.below(3),
        1 + dice.below(2),
        dice.chance(0.1) ? 500 : 5_000,
        forgets ? dice.between(1, 20) * 60_000 : 90 * DAY_MS,
        forgets ? (dice.chance(0.5) ? dice.below(3) : dice.between(3, 30)) : 65_536,
        dice.chance(1.0 / 64),
        true);
  }

  /** Mostly so short that things meet; now and then long enough for every watchdog and backoff. */
  private static long pause(Dice dice) {
    int kind = dice.below(100);
    if (kind < 85) {
      return dice.between(0, 200);
    }
    return kind < 99 ? dice.between(200, 2_000) : dice.between(5_000, 45_000);
  }

  /** Everybody goes away, for minutes or for days, and comes back. */
  private static long absence(Dice dice, List<Step> steps, long at) {
    int kind = dice.below(10);
    long ms =
        kind < 5
            ? dice.between(60_000, 20 * 60_000)
            : kind < 9 ? dice.between(1, 30) * HOUR_MS : dice.between(2, 120) * DAY_MS;
    Step.Deed leaving = dice.chance(0.7) ? Step.Deed.ALL_LEAVE : Step.Deed.ALL_CRASH;
    steps.add(new Step.Does(at, 0, leaving, "", 0));
    steps.add(new Step.Does(at + ms, 0, Step.Deed.ALL_RETURN, "", 0));
    return at + ms;
  }

  private static Step fault(Dice dice, Weather weather, long at, int nodes) {
    double sum = weather.weights().values().stream().mapToDouble(w -> w).sum();
    double left = dice.nextDouble() * sum;
    Fault drawn = Fault.RESET;
    for (Map.Entry<Fault, Double> entry : weather.weights().entrySet()) {
      drawn = entry.getKey();
      left -= entry.getValue();
      if (left < 0) {
        break;
      }
    }
    return fault(dice, drawn, at, nodes);
  }

  private static Step fault(Dice dice, Fault fault, long at, int nodes) {
    // Most are short beside what is possible: a long one hides the others.
    double part = dice.nextDouble();
    long forMs = fault.leastMs() + (long) ((fault.mostMs() - fault.leastMs()) * part * part * part);
    int drawn = dice.below(DEVICES);
    int target =
        switch (fault.on()) {
          case DEVICE -> drawn;
          case NODE -> drawn % nodes;
          case STORE -> 0;
        };
    return new Step.Befalls(at, fault, target, forMs, dice.below(101));
  }

  private Step deed(Dice dice, long at) {
    int device = dice.below(DEVICES);
    int kind = dice.below(100);
    if (kind < 43) {
      return new Step.Does(at, device, Step.Deed.BUY, dice.of(producers), 1 + dice.below(4));
    }
    if (kind < 56) {
      return new Step.Does(at, device, Step.Deed.TRY, dice.of(producers), 1 + dice.below(3));
    }
    if (kind < 70) {
      return dealing(dice, device, at);
    }
    if (kind < 75) {
      return new Step.Does(at, device, Step.Deed.UPGRADE, dice.of(upgrades), 0);
    }
    if (kind < 77) {
      return dice.below(3) == 0
          ? new Step.Does(at, device, Step.Deed.CHARTER, "", 0)
          : new Step.Does(at, device, Step.Deed.PERK, dice.of(perks), 0);
    }
    if (kind < 81) {
      return new Step.Does(at, device, Step.Deed.BOOST, dice.of(boosts), 0);
    }
    if (kind < 85) {
      return new Step.Does(at, device, Step.Deed.SAY, "", 0);
    }
    if (kind < 93) {
      return new Step.Does(at, device, Step.Deed.OPEN, "", 0);
    }
    if (kind >= 98) {
      return new Step.Does(at, device, dice.of(FAMILY), "", 0);
    }
    return new Step.Does(
        at,
        device,
        dice.of(List.of(Step.Deed.QUIT, Step.Deed.CRASH, Step.Deed.CONNECT, Step.Deed.READ)),
        "",
        0);
  }

  /** Something that is not the player's affair alone. */
  private Step dealing(Dice dice, int device, long at) {
    int kind = dice.below(14);
    if (kind < 5) {
      return new Step.Does(at, device, Step.Deed.GIFT, "", 1 + dice.below(60));
    }
    if (kind < 9) {
      return new Step.Does(at, device, Step.Deed.ORDER, dice.of(goods), 1 + dice.below(400));
    }
    if (kind < 12) {
      return new Step.Does(at, device, Step.Deed.SELL, dice.of(goods), 1 + dice.below(300));
    }
    return kind == 12
        ? new Step.Does(at, device, Step.Deed.CANCEL, "", 0)
        : new Step.Does(at, device, Step.Deed.REDEEM, dice.of(CODES), 0);
  }

  /** So many days of calm play at the game's own pace: 20 gestures and 3 connects on each. */
  public Scenario calm(long seed, int days) {
    Dice dice = new Dice(seed).split("calm");
    List<Step> steps = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (int visit = 0; visit < 3; visit++) {
        long at = day * DAY_MS + (visit * 7 + 1) * HOUR_MS + dice.below(600_000);
        steps.add(new Step.Does(at, 0, Step.Deed.OPEN, "", 0));
        for (int i = 0; i < (visit == 0 ? 6 : 7); i++) {
          at += dice.between(200, 2_000);
          steps.add(new Step.Does(at, 0, Step.Deed.BUY, dice.of(producers), 1 + dice.below(3)));
        }
        steps.add(new Step.Does(at + 1_500, 0, Step.Deed.QUIT, "", 0));
      }
    }
    return new Scenario(seed, new Settings(1, 1, 2_000, 90 * DAY_MS, 65_536, false, false), steps);
  }
}
