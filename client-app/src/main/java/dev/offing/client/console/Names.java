package dev.offing.client.console;

import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import dev.offing.sync.protocol.Nearest;
import java.util.List;

/** Whether what somebody typed is in the catalog. */
final class Names {

  private Names() {}

  static String vessel(Catalog catalog, String id) throws OrderException {
    return known("vessel", id, catalog.producers().stream().map(Producer::id).toList());
  }

  static String upgrade(Catalog catalog, String id) throws OrderException {
    return known("upgrade", id, catalog.upgrades().stream().map(Upgrade::id).toList());
  }

  static String boost(Catalog catalog, String id) throws OrderException {
    return known("boost", id, catalog.boosts().stream().map(Boost::id).toList());
  }

  static String perk(Catalog catalog, String id) throws OrderException {
    return known("perk", id, catalog.prestige().perks().stream().map(Perk::id).toList());
  }

  private static String known(String what, String id, List<String> ids) throws OrderException {
    if (ids.contains(id)) {
      return id;
    }
    String nearest = Nearest.to(id, ids).map(". Did you mean %s?"::formatted).orElse("");
    throw new OrderException("there is no %s \"%s\"%s".formatted(what, id, nearest));
  }
}
