package dev.offing.server.world;

import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The world list as a node knows it: one for the whole server, appended to only. A node puts the
 * catalog that it brings along on the list when it is not there yet; the first one rules at once, a
 * later one from {@link #AHEAD_MS} on, so that every node knows it before its time. A node that
 * could not read the list for {@link #STALE_MS} is not ready: it might advance an account past a
 * change that it has not seen (docs/design/sync.md 2). Safe for use by many threads.
 */
public final class WorldBoard {
  private static final Logger log = LoggerFactory.getLogger(WorldBoard.class);

  /** How long before its time a change is published, ms of real time. */
  static final long AHEAD_MS = 10_000;

  /** An event is announced so long before it begins at most, ms of real time. */
  private static final long SOON_MS = 60_000;

  /**
   * After so long without a look at the list, it may hold a change that rules already, ms of real
   * time.
   */
  static final long STALE_MS = 4_000;

  private final WorldStore store;
  private final LongSupplier now;
  private final LongUnaryOperator span;
  private final Supplier<String> randomId;

  /** Guarded by {@code this}, as the next one. */
  private String bundledText;

  private Catalog bundled;
  private final CatalogReader.Parser parser;
  private final Map<String, Catalog> catalogs = new ConcurrentHashMap<>();
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final List<Consumer<WorldView>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable WorldView view;
  private volatile long readAt;
  private volatile @Nullable String unreadable;

  /** This node was ready once; guarded by {@code this}. */
  private boolean begun;

  /**
   * A board; {@link #publish} has to be called before anything else.
   *
   * @param now ms of server time
   * @param randomId makes 128-bit ids
   * @param parser reads catalogs
   * @param catalogName file name, for messages
   * @param catalogBytes the catalog that this program brings along
   * @throws StubFailure when that one is not valid
   */
  public WorldBoard(
      WorldStore store,
      LongSupplier now,
      Supplier<String> randomId,
      CatalogReader.Parser parser,
      String catalogName,
      byte[] catalogBytes) {
    this(store, now, LongUnaryOperator.identity(), randomId, parser, catalogName, catalogBytes);
  }

  /**
   * A board by a clock that may be hurried.
   *
   * @param span how much server time passes in so many ms of real time, at most
   */
  public WorldBoard(
      WorldStore store,
      LongSupplier now,
      LongUnaryOperator span,
      Supplier<String> randomId,
      CatalogReader.Parser parser,
      String catalogName,
      byte[] catalogBytes) {
    this.store = store;
    this.now = now;
    this.span = span;
    this.randomId = randomId;
    this.parser = parser;
    this.bundledText = new String(catalogBytes, StandardCharsets.UTF_8);
    try {
      this.bundled = parser.read(catalogName, catalogBytes);
    } catch (CatalogException e) {
      throw new StubFailure(
          "The catalog cannot be used: %s Nothing was changed.".formatted(e.getMessage()), e);
    }
    catalogs.put(bundled.hash(), bundled);
    texts.put(bundled.hash(), bundledText);
  }

  /** Puts the bundled catalog on the list unless it is there, and reads the list. */
  public synchronized void publish() {
    long at = now.getAsLong();
    long ahead = span.applyAsLong(AHEAD_MS);
    look();
    WorldView known = view;
    if (known != null && !known.world().catalogs().contains(bundled.hash())) {
      long after =
          known.world().rows().stream()
              .filter(it -> it.event() == null)
              .mapToLong(World.Row::at)
              .max()
              .orElse(0);
      World.Row row =
          new World.Row(known.world().seq() + 1, Math.max(at + ahead, after + 1), bundled.hash());
      try {
        Rulebook unused = known.world().plus(List.of(row)).rulebook(catalogs::get);
        log.info(
            "a new catalog rules from {} on, of {} editions", row.at(), unused.editions().size());
      } catch (IllegalArgumentException e) {
        throw new StubFailure(
            "The catalog cannot follow the one in force: %s Nothing was changed."
                .formatted(e.getMessage()),
            e);
      }
    }
    store.publish(randomId.get(), bundled.hash(), bundledText, at, at + ahead);
    look();
    begun = true;
  }

  /**
   * Brings another catalog along instead, which rules like any that follows another one.
   *
   * @param name of its file, for messages
   * @return what changed, a line each
   * @throws StubFailure when it cannot be used; then the one before stays
   */
  public synchronized List<String> bring(String name, byte[] bytes) {
    Catalog before = bundled;
    String textBefore = bundledText;
    boolean brought = false;
    try {
      bundled = parser.read(name, bytes);
      bundledText = new String(bytes, StandardCharsets.UTF_8);
      if (!bundled.hash().equals(before.hash())
          && view().world().catalogs().contains(bundled.hash())) {
        throw new StubFailure(
            "The catalog %s ruled before, and none rules twice. Nothing was changed. Change its name."
                .formatted(name));
      }
      catalogs.put(bundled.hash(), bundled);
      texts.put(bundled.hash(), bundledText);
      publish();
      brought = true;
      return CatalogChanges.between(textBefore, bundledText);
    } catch (CatalogException e) {
      throw new StubFailure(
          "The catalog cannot be used: %s Nothing was changed.".formatted(e.getMessage()), e);
    } finally {
      if (!brought) {
        bundled = before;
        bundledText = textBefore;
      }
    }
  }

  /**
   * Reads the list again, and begins another when Redis began another life; to be called every
   * second. Listeners hear of a change. When Redis does not answer, the next call goes on from
   * wherever this one came to.
   */
  public synchronized void refresh() {
    if (!look() && begun) {
      publish();
    }
  }

  /** Reads the list; false when Redis has none, as after the begin of its life. */
  private boolean look() {
    long at = now.getAsLong();
    WorldView before = view;
    WorldStore.Listed listed = store.read();
    String epoch = listed.epoch();
    if (epoch.isEmpty()) {
      view = null;
      return false;
    }
    if (before == null
        || !before.world().epoch().equals(epoch)
        || before.world().seq() != listed.rows().size()) {
      WorldView next = read(epoch, listed.rows());
      if (next == null) {
        return true;
      }
      view = next;
      if (begun) {
        listeners.forEach(listener -> listener.accept(next));
      }
    }
    readAt = at;
    return true;
  }

  /**
   * Announces the events that begin soon; to be called every second. Each begins at multiples of
   * its own period, so every node announces the same ones.
   */
  public synchronized void announce() {
    WorldView known = view;
    if (known == null) {
      return;
    }
    long at = now.getAsLong();
    for (Commons.Event event : known.rules().at(at).commons().events()) {
      long begin = Math.ceilDiv(at + span.applyAsLong(AHEAD_MS), event.everyMs()) * event.everyMs();
      World.Event row = new World.Event(event.id(), begin + event.durationMs());
      if (begin <= at + span.applyAsLong(SOON_MS) && !lists(known, begin, row)) {
        store.announce(begin, row);
      }
    }
  }

  private static boolean lists(WorldView known, long begin, World.Event event) {
    return known.world().rows().stream()
        .anyMatch(it -> it.at() == begin && event.equals(it.event()));
  }

  /** The list as this node knows it. */
  public WorldView view() {
    WorldView known = view;
    if (known == null) {
      throw new RedisUnavailable("the world list is not known yet");
    }
    return known;
  }

  /** The text of a catalog on the list. */
  public Optional<String> catalogText(String hash) {
    return Optional.ofNullable(texts.get(hash));
  }

  /** Hears of every change of the list. */
  public void onChange(Consumer<WorldView> listener) {
    listeners.add(listener);
  }

  /** Why accounts must not be judged now; empty when they may. */
  public Optional<String> notReady() {
    if (unreadable != null) {
      return Optional.of(unreadable);
    }
    return view == null || now.getAsLong() - readAt > span.applyAsLong(STALE_MS)
        ? Optional.of("the world list could not be read lately")
        : Optional.empty();
  }

  private @Nullable WorldView read(String epoch, List<World.Row> rows) {
    World world = new World(epoch, rows);
    try {
      for (String hash : world.catalogs()) {
        learn(hash);
      }
      unreadable = null;
      return new WorldView(world, world.rulebook(catalogs::get));
    } catch (CatalogException e) {
      unreadable = "a catalog on the world list is not for this program: " + e.getMessage();
      log.error("{}", unreadable);
      return null;
    }
  }

  private void learn(String hash) throws CatalogException {
    if (catalogs.containsKey(hash)) {
      return;
    }
    String text = store.catalogText(hash);
    if (text == null) {
      throw new RedisUnavailable("catalog " + hash + " is not in Redis");
    }
    catalogs.put(hash, parser.read(hash, text.getBytes(StandardCharsets.UTF_8)));
    texts.put(hash, text);
  }
}
