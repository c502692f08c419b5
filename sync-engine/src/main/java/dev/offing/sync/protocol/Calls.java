package dev.offing.sync.protocol;

import dev.offing.sync.account.World;
import dev.offing.sync.mutation.Ids;
import java.util.List;

/** Parameters and results of the actions that every client needs (docs/design/sync.md 3). */
public final class Calls {
  /** Name of the action that tells the world rows after a number. */
  public static final String WORLD = "world";

  /** Name of the action that tells a catalog's text. */
  public static final String CATALOG = "catalog";

  private Calls() {}

  /** Asks for the world rows after {@code since}; 0 for all. */
  public record WorldParams(long since) {
    /** Checks the parts. */
    public WorldParams {
      if (since < 0) {
        throw new IllegalArgumentException("since is not negative");
      }
    }
  }

  /** The world rows asked for. */
  public record WorldResult(String epoch, List<World.Row> rows) {
    /** Checks the parts. */
    public WorldResult {
      Ids.random(epoch, "world epoch");
      rows = List.copyOf(rows);
    }
  }

  /** Asks for the catalog with a hash. */
  public record CatalogParams(String hash) {
    /** Checks the parts. */
    public CatalogParams {
      Ids.hash(hash, "hash");
    }
  }

  /** A catalog file, byte for byte: its SHA-256 is its name. */
  public record CatalogResult(String hash, String text) {
    /** Checks the parts. */
    public CatalogResult {
      Ids.hash(hash, "hash");
      Bounds.text(text, 256 * 1024, "text");
    }
  }
}
