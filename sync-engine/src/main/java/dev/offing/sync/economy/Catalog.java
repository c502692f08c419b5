package dev.offing.sync.economy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The numbers of one game. The constructor's checks are for programmers; a designer's file is
 * checked key by key by the catalog reader. Source: docs/design/economy.md; the keys are explained
 * in docs/catalog.md.
 *
 * @param hash SHA-256 of the file's bytes in lower-case hex: the identity of these rules
 * @param rulesVersion version of the code that can interpret it, 1 and up
 * @param startPurse grains at the start of a run
 * @param startOwned producers at the start of a run, id to count
 * @param baseLampMs milliseconds that the lamp burns after the last contact, without upgrades
 * @param maxLampMs milliseconds that it burns at most
 * @param slideLimitMs milliseconds that a purchase may slide for lack of funds
 * @param milestones owned counts at which a producer's rate is multiplied, ascending
 * @param milestoneMultiplier the factor at each milestone
 * @param commons what players share
 * @param prestige what beginning anew is about
 */
public record Catalog(
    String hash,
    String name,
    int rulesVersion,
    Money startPurse,
    SortedMap<String, Integer> startOwned,
    long baseLampMs,
    long maxLampMs,
    long slideLimitMs,
    List<Integer> milestones,
    Ratio milestoneMultiplier,
    List<Producer> producers,
    List<Upgrade> upgrades,
    List<Boost> boosts,
    Commons commons,
    Prestige prestige) {

  /** A catalog of a game in which everybody is alone and nobody begins anew. */
  public Catalog(
      String hash,
      String name,
      int rulesVersion,
      Money startPurse,
      SortedMap<String, Integer> startOwned,
      long baseLampMs,
      long maxLampMs,
      long slideLimitMs,
      List<Integer> milestones,
      Ratio milestoneMultiplier,
      List<Producer> producers,
      List<Upgrade> upgrades,
      List<Boost> boosts) {
    this(
        hash,
        name,
        rulesVersion,
        startPurse,
        startOwned,
        baseLampMs,
        maxLampMs,
        slideLimitMs,
        milestones,
        milestoneMultiplier,
        producers,
        upgrades,
        boosts,
        Commons.NONE,
        Prestige.NONE);
  }

  /** The most of one producer that an account can own, and the most that one command can buy. */
  public static final int MAX_OWNED = 5_000;

  /** The longest lamp, boost or slide that a catalog can ask for: 400 days in milliseconds. */
  public static final long MAX_SPAN_MS = 400L * 24 * 3_600_000;

  public Catalog {
    startOwned = Frozen.counts(startOwned);
    milestones = List.copyOf(milestones);
    producers = List.copyOf(producers);
    upgrades = List.copyOf(upgrades);
    boosts = List.copyOf(boosts);
    Checks.that(!hash.isBlank(), "A catalog has a hash.");
    Checks.that(rulesVersion >= 1, "A rules version is 1 or more.");
    Checks.that(!startPurse.isNegative(), "The start purse is not negative.");
    Checks.that(
        baseLampMs > 0 && baseLampMs <= maxLampMs && maxLampMs <= MAX_SPAN_MS,
        "The base lamp is positive and not above the longest lamp, which is at most 400 days.");
    Checks.that(slideLimitMs >= 0 && slideLimitMs <= MAX_SPAN_MS, "A slide is from 0 to 400 days.");
    Checks.that(!producers.isEmpty(), "A catalog has a producer.");
    for (int i = 0; i < milestones.size(); i++) {
      int before = i == 0 ? 0 : milestones.get(i - 1);
      Checks.that(milestones.get(i) > before, "Milestones are positive and ascending.");
    }
    checkIds(producers, upgrades, boosts);
    checkReferences(startOwned, producers, upgrades);
    checkReferences(producers, prestige);
  }

  public Optional<Producer> producer(String id) {
    for (Producer it : producers) {
      if (it.id().equals(id)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  public Optional<Upgrade> upgrade(String id) {
    for (Upgrade it : upgrades) {
      if (it.id().equals(id)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  public Optional<Boost> boost(String id) {
    for (Boost it : boosts) {
      if (it.id().equals(id)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  private static void checkIds(
      List<Producer> producers, List<Upgrade> upgrades, List<Boost> boosts) {
    Set<String> seen = new HashSet<>();
    producers.forEach(it -> Checks.that(seen.add(it.id()), "Two producers are " + it.id() + "."));
    seen.clear();
    upgrades.forEach(it -> Checks.that(seen.add(it.id()), "Two upgrades are " + it.id() + "."));
    seen.clear();
    boosts.forEach(it -> Checks.that(seen.add(it.id()), "Two boosts are " + it.id() + "."));
  }

  private static void checkReferences(
      SortedMap<String, Integer> startOwned, List<Producer> producers, List<Upgrade> upgrades) {
    Set<String> known = new HashSet<>();
    producers.forEach(it -> known.add(it.id()));
    startOwned
        .keySet()
        .forEach(it -> Checks.that(known.contains(it), "No producer is " + it + "."));
    Set<String> before = new HashSet<>();
    for (Upgrade upgrade : upgrades) {
      if (upgrade.effect() instanceof Upgrade.Effect.MultiplyProducer effect) {
        Checks.that(known.contains(effect.producer()), "No producer is " + effect.producer() + ".");
      }
      checkCondition(upgrade.condition(), known, before);
      before.add(upgrade.id());
    }
  }

  private static void checkReferences(List<Producer> producers, Prestige prestige) {
    Set<String> known = new HashSet<>();
    producers.forEach(it -> known.add(it.id()));
    for (Perk perk : prestige.perks()) {
      String producer =
          switch (perk.effect()) {
            case Perk.Effect.Owned it -> it.producer();
            case Perk.Effect.Lasting(Upgrade.Effect.MultiplyProducer it) -> it.producer();
            case Perk.Effect.Lasting _, Perk.Effect.Purse _ -> null;
          };
      Checks.that(producer == null || known.contains(producer), "No producer is " + producer + ".");
    }
    for (Achievement it : prestige.achievements().all()) {
      if (it.condition() instanceof Achievement.Condition.Owned owned) {
        Checks.that(known.contains(owned.producer()), "No producer is " + owned.producer() + ".");
      }
    }
  }

  private static void checkCondition(
      Upgrade.Condition condition, Set<String> producers, Set<String> before) {
    switch (condition) {
      case Upgrade.Condition.Always ignored -> {}
      case Upgrade.Condition.Lifetime ignored -> {}
      case Upgrade.Condition.Owned owned ->
          Checks.that(
              producers.contains(owned.producer()), "No producer is " + owned.producer() + ".");
      case Upgrade.Condition.After after ->
          Checks.that(
              before.contains(after.upgrade()),
              "An upgrade comes after one listed before it; " + after.upgrade() + " is not.");
      case Upgrade.Condition.All all ->
          all.conditions().forEach(it -> checkCondition(it, producers, before));
    }
  }
}
