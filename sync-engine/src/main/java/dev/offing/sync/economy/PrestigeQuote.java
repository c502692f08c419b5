package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@link Quote}s of charters and of what they are taken for. */
final class PrestigeQuote {

  private PrestigeQuote() {}

  static Quote charter(Catalog catalog, EconomyState state, Command command) {
    if (Quote.malformed(command, 0)) {
      return Quote.refused(Rejection.MALFORMED, "A charter names nothing.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    Prestige prestige = catalog.prestige();
    if (prestige.unit() == null) {
      return Quote.refused(Rejection.UNKNOWN_ITEM, "The catalog in force knows no charters.");
    }
    BigInteger gain = gain(catalog, state);
    if (gain.signum() == 0) {
      return Quote.refused(
          Rejection.LOCKED,
          "A charter needs "
              + Decimals.grouped(prestige.needed(state.renown().gained()))
              + " grains ever earned (you have earned "
              + Decimals.grouped(state.lifetime())
              + ").");
    }
    return new Quote.Chartered(gain, startPurse(catalog, state), startOwned(catalog, state));
  }

  static Quote perk(Catalog catalog, EconomyState state, Command command) {
    String id = command.args().get("id");
    if (id == null || Quote.malformed(command, 1)) {
      return Quote.refused(Rejection.MALFORMED, "A perk is named by its id, and by nothing else.");
    }
    if (command.run() != state.run()) {
      return Quote.otherRun(state, command);
    }
    Perk perk = catalog.prestige().perk(id).orElse(null);
    if (perk == null) {
      return Quote.unknownItem("no perk", id);
    }
    Renown renown = state.renown();
    if (renown.perks().contains(id)) {
      return Quote.refused(Rejection.ALREADY_OWNED, "You have " + perk.name() + " already.");
    }
    List<String> missing = missing(perk, catalog, renown);
    if (!missing.isEmpty()) {
      return Quote.refused(
          Rejection.LOCKED, perk.name() + " needs " + String.join(" and ", missing) + ".");
    }
    BigInteger cost = BigInteger.valueOf(perk.cost());
    Money most = command.maxCost();
    if (most != null && cost.compareTo(most.grains()) > 0) {
      return Quote.refused(
          Rejection.PRICE_CHANGED,
          perk.name()
              + " now costs "
              + cost
              + " renown, more than the "
              + most
              + " that you agreed to.");
    }
    if (cost.compareTo(renown.free()) > 0) {
      return Quote.refused(
          Rejection.RENOWN,
          "Short by "
              + cost.subtract(renown.free())
              + " renown: "
              + perk.name()
              + " costs "
              + cost
              + " and you have "
              + renown.free()
              + ".");
    }
    return new Quote.Learnt(perk);
  }

  /** Points of renown that a charter would grant: the difference to what was granted. */
  static BigInteger gain(Catalog catalog, EconomyState state) {
    BigInteger worth = catalog.prestige().worth(state.lifetime());
    return worth.subtract(state.renown().gained()).max(BigInteger.ZERO);
  }

  /** Names of the perks that a perk needs and that are not owned. */
  static List<String> missing(Perk perk, Catalog catalog, Renown renown) {
    List<String> missing = new ArrayList<>();
    for (String id : perk.needs()) {
      if (!renown.perks().contains(id)) {
        missing.add(catalog.prestige().perk(id).map(Perk::name).orElse(id));
      }
    }
    return missing;
  }

  private static Money startPurse(Catalog catalog, EconomyState state) {
    Money purse = catalog.startPurse();
    for (String id : state.renown().perks()) {
      Perk perk = catalog.prestige().perk(id).orElse(null);
      if (perk != null && perk.effect() instanceof Perk.Effect.Purse more) {
        purse = purse.plus(more.amount());
      }
    }
    return purse;
  }

  private static SortedMap<String, Integer> startOwned(Catalog catalog, EconomyState state) {
    TreeMap<String, Integer> owned = new TreeMap<>(catalog.startOwned());
    for (String id : state.renown().perks()) {
      Perk perk = catalog.prestige().perk(id).orElse(null);
      if (perk != null && perk.effect() instanceof Perk.Effect.Owned more) {
        owned.merge(more.producer(), more.count(), (a, b) -> Math.min(Catalog.MAX_OWNED, a + b));
      }
    }
    return owned;
  }
}
