package dev.offing.sync.session;

import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage.WorldHead;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a device knows: the catalog it came with, then whatever the server's world list
 * names. Not thread-safe: belongs to the session.
 */
final class Rules {
  private final Ledger ledger;
  private final CatalogReader.Parser parser;
  private final Map<String, Catalog> catalogs = new HashMap<>();
  private @Nullable World world;
  private Rulebook book;

  Rules(
      Ledger ledger,
      CatalogReader.Parser parser,
      Catalog bundled,
      @Nullable World world,
      Map<String, String> texts) {
    this.ledger = ledger;
    this.parser = parser;
    catalogs.put(bundled.hash(), bundled);
    texts.forEach((hash, text) -> catalogs.put(hash, parse(hash, text)));
    this.world = world;
    this.book = world == null ? Rulebook.of(bundled) : world.rulebook(catalogs::get);
  }

  Rulebook book() {
    return book;
  }

  long capMs(EconomyState core) {
    return Economy.capMs(core, book.at(core.asOf()));
  }

  /** The world list as it is known; null before any. */
  @Nullable World world() {
    return world;
  }

  /**
   * The rules as they were known when the list ended at number {@code seq}; those of now where it
   * is another list.
   */
  Rulebook bookAt(String epoch, long seq) {
    World here = world;
    return here != null && here.epoch().equals(epoch) && seq > 0 && seq < here.seq()
        ? new World(epoch, here.rows().subList(0, (int) seq)).rulebook(catalogs::get)
        : book;
  }

  /** Whether the world list is known up to {@code head}. */
  boolean knows(WorldHead head) {
    World here = world;
    return here != null && here.epoch().equals(head.epoch()) && here.seq() >= head.seq();
  }

  /** Whether the world list is known up to number {@code seq}. */
  boolean knows(long seq) {
    World here = world;
    return here != null && here.seq() >= seq;
  }

  /** The number after which rows are missing from the list of {@code epoch}. */
  long since(String epoch) {
    World here = world;
    return here != null && here.epoch().equals(epoch) ? here.seq() : 0;
  }

  /** The list as it will be with rows from the server; {@link #install} makes it so. */
  World with(String epoch, List<World.Row> fetched) {
    World here = world;
    return here != null && here.epoch().equals(epoch)
        ? here.plus(fetched)
        : new World(epoch, fetched);
  }

  /** A catalog that {@code next} names and that is not here; null when all are. */
  @Nullable String missing(World next, Map<String, String> fetched) {
    SortedSet<String> named = next.catalogs();
    named.removeAll(catalogs.keySet());
    named.removeAll(fetched.keySet());
    return named.isEmpty() ? null : named.first();
  }

  /**
   * Takes over a list all of whose catalogs are here; on disk first.
   *
   * @throws IllegalArgumentException when the list cannot rule; nothing was written
   * @return whether any rule changed by it
   */
  boolean install(World next, Map<String, String> fetched) {
    Map<String, Catalog> known = new HashMap<>(catalogs);
    fetched.forEach((hash, text) -> known.put(hash, parse(hash, text)));
    // Before anything is written: with a list on disk that cannot rule no program would start.
    Rulebook then = next.rulebook(known::get);
    ledger.write(Change.none().withWorld(next, fetched));
    catalogs.putAll(known);
    world = next;
    Rulebook before = book;
    book = then;
    return !book.equals(before);
  }

  /**
   * Reads a catalog and checks that it is the one asked for.
   *
   * @throws ProtocolException when it is not
   */
  Catalog parse(String hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!Canonical.sha256(bytes).equals(hash)) {
      throw new ProtocolException(
          ProtocolException.MALFORMED, "the catalog " + hash + " came with another content");
    }
    try {
      return parser.read("catalog " + hash.substring(0, 8), bytes);
    } catch (CatalogException e) {
      throw new ProtocolException(ProtocolException.MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
