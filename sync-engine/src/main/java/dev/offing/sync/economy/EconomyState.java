package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * All that the rules read of one account. Immutable, its collections sorted, so that equal states
 * have equal canonical forms. Source: docs/design/economy.md.
 *
 * @param asOf economy time in milliseconds up to which everything is counted
 * @param purse grains that can be spent, never negative
 * @param claim grains that are owed, never negative; every credit settles them first
 * @param lifetime grains ever earned by producers
 * @param run charters so far
 * @param owned producer id to count, 1 to 5,000; none owned is no key
 * @param upgrades ids
 * @param boosts active ones, by id
 * @param dealings with others
 * @param renown what outlives the run
 */
public record EconomyState(
    long asOf,
    Money purse,
    Money claim,
    Money lifetime,
    long run,
    SortedMap<String, Integer> owned,
    SortedSet<String> upgrades,
    List<ActiveBoost> boosts,
    Dealings dealings,
    Renown renown) {

  /** A state of somebody who never took a charter. */
  public EconomyState(
      long asOf,
      Money purse,
      Money claim,
      Money lifetime,
      long run,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<ActiveBoost> boosts,
      Dealings dealings) {
    this(asOf, purse, claim, lifetime, run, owned, upgrades, boosts, dealings, Renown.NONE);
  }

  /** A state of somebody who has nothing to do with others. */
  public EconomyState(
      long asOf,
      Money purse,
      Money claim,
      Money lifetime,
      long run,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<ActiveBoost> boosts) {
    this(asOf, purse, claim, lifetime, run, owned, upgrades, boosts, Dealings.NONE);
  }

  /** A boost that multiplies all t &lt; until (economy milliseconds). */
  public record ActiveBoost(String id, long until) {}

  public EconomyState {
    Checks.that(!purse.isNegative(), "A purse is not negative.");
    Checks.that(!claim.isNegative(), "A claim is not negative.");
    Checks.that(!lifetime.isNegative(), "Lifetime earnings are not negative.");
    Checks.that(run >= 0, "A run is not negative.");
    owned = Frozen.counts(owned);
    upgrades = Frozen.set(upgrades);
    boosts = sorted(boosts);
  }

  /** How many of a producer are owned; 0 if none or unknown. */
  public int owned(String producer) {
    return owned.getOrDefault(producer, 0);
  }

  /** How many of a producer were owned at most, in whatever run. */
  public int everOwned(String producer) {
    return Math.max(owned(producer), renown.most().getOrDefault(producer, 0));
  }

  /** Whether a boost multiplies what is earned at asOf. */
  public boolean isActive(String boost) {
    for (ActiveBoost it : boosts) {
      if (it.id().equals(boost)) {
        return it.until() > asOf;
      }
    }
    return false;
  }

  static List<ActiveBoost> runningAt(long t, List<ActiveBoost> boosts) {
    return boosts.isEmpty() ? boosts : boosts.stream().filter(it -> it.until() > t).toList();
  }

  EconomyState withLifetime(Money to) {
    return new EconomyState(asOf, purse, claim, to, run, owned, upgrades, boosts, dealings, renown);
  }

  EconomyState withPurse(Money to) {
    return with(to, claim, dealings);
  }

  EconomyState withDealings(Dealings to) {
    return with(purse, claim, to);
  }

  EconomyState withRenown(Renown to) {
    return new EconomyState(
        asOf, purse, claim, lifetime, run, owned, upgrades, boosts, dealings, to);
  }

  /** The same with other money; what earns stays. */
  EconomyState with(Money otherPurse, Money otherClaim, Dealings others) {
    return new EconomyState(
        asOf, otherPurse, otherClaim, lifetime, run, owned, upgrades, boosts, others, renown);
  }

  /** The same once an entry of this effect is in the timeline. */
  public EconomyState noting(Effect effect) {
    Dealings next = dealings.noting(effect);
    return next.equals(dealings) ? this : withDealings(next);
  }

  /** Whether an entry of this effect acted before, is in the timeline, or never can act. */
  public boolean knows(Effect effect) {
    return dealings.knows(effect);
  }

  private static List<ActiveBoost> sorted(List<ActiveBoost> boosts) {
    if (boosts.size() < 2) {
      return List.copyOf(boosts);
    }
    List<ActiveBoost> copy = new ArrayList<>(boosts);
    copy.sort(Comparator.comparing(ActiveBoost::id));
    for (int i = 1; i < copy.size(); i++) {
      Checks.that(
          !copy.get(i - 1).id().equals(copy.get(i).id()), "A boost is active once at a time.");
    }
    return List.copyOf(copy);
  }
}
