package dev.offing.server.account;

import dev.offing.assets.Assets;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.util.List;

/** A world of the bundled catalog alone. */
final class Worlds {
  static final Catalog CATALOG = catalog();
  static final WorldView VIEW =
      new WorldView(
          new World("0".repeat(32), List.of(new World.Row(1, 0, CATALOG.hash()))),
          Rulebook.of(CATALOG));

  private Worlds() {}

  private static Catalog catalog() {
    try {
      return CatalogReader.read(Assets.catalogName(), Assets.catalog());
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }
}
