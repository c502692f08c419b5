package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.List;

/** Conditions of upgrades, evaluated and put into words. */
final class Conditions {

  private Conditions() {}

  /** What does not hold yet, in words; empty if the condition holds. */
  static List<String> missing(Upgrade.Condition condition, Catalog catalog, EconomyState state) {
    List<String> missing = new ArrayList<>();
    collect(condition, catalog, state, missing);
    return missing;
  }

  private static void collect(
      Upgrade.Condition condition, Catalog catalog, EconomyState state, List<String> missing) {
    switch (condition) {
      case Upgrade.Condition.Always ignored -> {}
      case Upgrade.Condition.Owned it -> {
        int owned = state.owned(it.producer());
        if (owned < it.count()) {
          String name = catalog.producer(it.producer()).map(Producer::name).orElse(it.producer());
          missing.add(it.count() + " x " + name + " (you have " + owned + ")");
        }
      }
      case Upgrade.Condition.Lifetime it -> {
        if (state.lifetime().compareTo(it.atLeast()) < 0) {
          missing.add(
              Decimals.grouped(it.atLeast())
                  + " grains ever earned (you have earned "
                  + Decimals.grouped(state.lifetime())
                  + ")");
        }
      }
      case Upgrade.Condition.After it -> {
        if (!state.upgrades().contains(it.upgrade())) {
          missing.add(catalog.upgrade(it.upgrade()).map(Upgrade::name).orElse(it.upgrade()));
        }
      }
      case Upgrade.Condition.All it ->
          it.conditions().forEach(part -> collect(part, catalog, state, missing));
    }
  }

  /**
   * Lifetime earnings that a condition asks for, grains; the one part of it that time can bring.
   */
  static Money lifetimeNeeded(Upgrade.Condition condition) {
    return switch (condition) {
      case Upgrade.Condition.Lifetime it -> it.atLeast();
      case Upgrade.Condition.All it ->
          it.conditions().stream().map(Conditions::lifetimeNeeded).reduce(Money.ZERO, Money::max);
      case Upgrade.Condition.Always ignored -> Money.ZERO;
      case Upgrade.Condition.Owned ignored -> Money.ZERO;
      case Upgrade.Condition.After ignored -> Money.ZERO;
    };
  }
}
