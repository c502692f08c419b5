package dev.offing.simulator.bench;

import dev.offing.assets.Assets;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Purchases that never end: one of each producer in turn, from the game's own catalog with the
 * mildest growth it allows and a purse that pays for a thousand of each. Amounts have the 20 to 45
 * digits of a late game.
 */
final class BenchFleet {

  private static final String PURSE = "1" + "0".repeat(46);

  private final byte[] bytes = harbourOfPlenty();
  private final Catalog catalog = read(bytes);
  private int bought;

  BenchFleet() {
    // A screen has worked out the prices before anybody can press a button.
    EconomyState start = Economy.genesis(catalog, 0);
    for (Producer producer : catalog.producers()) {
      Economy.maxAffordable(catalog, start, producer.id());
    }
  }

  Catalog catalog() {
    return catalog;
  }

  /** The catalog as a file. */
  byte[] bytes() {
    return bytes;
  }

  private static byte[] harbourOfPlenty() {
    byte[] shipped = Assets.catalog();
    var _ = read(shipped); // so that what is wrong with it is told as such
    JsonMapper json = new JsonMapper();
    ObjectNode root = (ObjectNode) json.readTree(shipped);
    root.put("startPurse", PURSE);
    for (JsonNode producer : root.get("producers")) {
      ((ObjectNode) producer).put("growth", Producer.MIN_GROWTH.toString());
    }
    return json.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
  }

  private static Catalog read(byte[] text) {
    try {
      return CatalogReader.read(Assets.catalogName(), text);
    } catch (CatalogException e) {
      throw new BenchException(
          "The catalog cannot be used: %s Nothing was measured.".formatted(e.getMessage()), e);
    }
  }

  /** The next purchase. */
  Command next() {
    List<Producer> fleet = catalog.producers();
    return Command.buy(fleet.get(bought++ % fleet.size()).id(), 1, 0, null);
  }

  /** The next purchases. */
  List<Command> next(int count) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next());
    }
    return commands;
  }
}
