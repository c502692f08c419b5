package dev.offing.sync.protocol;

import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Achievement.Condition;
import dev.offing.sync.economy.Achievements;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Prestige;
import dev.offing.sync.economy.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what beginning anew is about: charter, perks, achievements. All of it may be left out. */
final class PrestigeReader {
  private static final int MOST_PERKS = 100;
  private static final int MOST_ACHIEVEMENTS = 500;
  private static final long MOST_POINTS = 1_000_000_000_000L;
  private static final Ratio LEAST_BONUS = Ratio.of(1, 10_000);
  private static final Ratio MOST_BONUS = Ratio.ONE;

  private final CatalogNode root;
  private final CatalogReader reader;
  private final List<String> producers;

  /**
   * @param producers ids of what the catalog has
   */
  PrestigeReader(CatalogNode root, CatalogReader reader, List<String> producers) {
    this.root = root;
    this.reader = reader;
    this.producers = producers;
  }

  Prestige read() throws CatalogException {
    Optional<CatalogNode> charter = root.find("charter");
    if (charter.isEmpty()) {
      return new Prestige(null, List.of(), achievements());
    }
    CatalogNode node = charter.get().object("unit", "perks");
    Money unit = node.get("unit").money(1);
    return new Prestige(unit, perks(node.get("perks")), achievements());
  }

  private List<Perk> perks(CatalogNode list) throws CatalogException {
    List<String> seen = new ArrayList<>();
    List<Perk> all = new ArrayList<>();
    for (CatalogNode node : list.list(0, MOST_PERKS)) {
      node.object("id", "name", "text", "cost", "needs", "effect");
      List<String> needs = needs(node, List.copyOf(seen));
      all.add(
          new Perk(
              CatalogReader.newId(node, seen),
              node.get("name").text(60),
              node.get("text").text(200),
              node.get("cost").integer(1, MOST_POINTS),
              needs,
              effect(node.get("effect"))));
    }
    return all;
  }

  private static List<String> needs(CatalogNode perk, List<String> before) throws CatalogException {
    Optional<CatalogNode> list = perk.find("needs");
    List<String> needs = new ArrayList<>();
    if (list.isPresent()) {
      for (CatalogNode need : list.get().list(0, before.size())) {
        needs.add(need.idOf("perk before this one", before));
      }
    }
    return needs;
  }

  private Perk.Effect effect(CatalogNode node) throws CatalogException {
    return switch (CatalogReader.kind(
        node, List.of("multiply", "multiply-all", "lamp", "purse", "owned"))) {
      case "purse" -> {
        node.object("kind", "amount");
        yield new Perk.Effect.Purse(node.get("amount").money(1));
      }
      case "owned" -> {
        node.object("kind", "producer", "count");
        yield new Perk.Effect.Owned(
            node.get("producer").idOf("producer", producers),
            (int) node.get("count").integer(1, Catalog.MAX_OWNED));
      }
      default -> new Perk.Effect.Lasting(reader.effect(node));
    };
  }

  private Achievements achievements() throws CatalogException {
    Optional<CatalogNode> list = root.find("achievements");
    if (list.isEmpty()) {
      return Achievements.NONE;
    }
    List<String> seen = new ArrayList<>();
    List<Achievement> all = new ArrayList<>();
    for (CatalogNode node : list.get().list(0, MOST_ACHIEVEMENTS)) {
      node.object("id", "name", "text", "condition", "bonus");
      all.add(
          new Achievement(
              CatalogReader.newId(node, seen),
              node.get("name").text(60),
              node.get("text").text(200),
              condition(node.get("condition")),
              node.get("bonus").ratio(LEAST_BONUS, MOST_BONUS)));
    }
    return new Achievements(all);
  }

  private Condition condition(CatalogNode node) throws CatalogException {
    return switch (CatalogReader.kind(
        node, List.of("owned", "lifetime", "charters", "renown", "perks"))) {
      case "owned" -> {
        node.object("kind", "producer", "count");
        yield new Condition.Owned(
            node.get("producer").idOf("producer", producers),
            (int) node.get("count").integer(1, Catalog.MAX_OWNED));
      }
      case "lifetime" -> {
        node.object("kind", "atLeast");
        yield new Condition.Lifetime(node.get("atLeast").money(1));
      }
      case "charters" -> {
        node.object("kind", "count");
        yield new Condition.Charters(node.get("count").integer(1, MOST_POINTS));
      }
      case "renown" -> {
        node.object("kind", "atLeast");
        yield new Condition.Gained(node.get("atLeast").integer(1, MOST_POINTS));
      }
      default -> {
        node.object("kind", "count");
        yield new Condition.Perks((int) node.get("count").integer(1, MOST_PERKS));
      }
    };
  }
}
