package dev.offing.server.world;

import dev.offing.sync.account.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The world list in memory, with the same contract as in Redis: for tests and simulations. */
public final class MemoryWorldStore implements WorldStore {
  private final List<World.Row> rows = new ArrayList<>();
  private final Map<String, String> texts = new TreeMap<>();
  private final LongSupplier now;
  private String epoch = "";

  /**
   * An empty list.
   *
   * @param now ms of the store's own time
   */
  public MemoryWorldStore(LongSupplier now) {
    this.now = now;
  }

  /** Begins another life with the same list, as after a restart. */
  public synchronized void restart() {
    epoch = "";
  }

  /** Begins another life with what a copy held. */
  public synchronized void restart(MemoryWorldStore copy) {
    epoch = "";
    rows.clear();
    rows.addAll(copy.rows);
    texts.clear();
    texts.putAll(copy.texts);
  }

  /** What a copy of the store's file would hold. */
  public synchronized MemoryWorldStore copy() {
    MemoryWorldStore copy = new MemoryWorldStore(now);
    copy.rows.addAll(rows);
    copy.texts.putAll(texts);
    return copy;
  }

  @Override
  public synchronized void publish(
      String newEpoch, String hash, String text, long firstAt, long laterAt) {
    if (epoch.isEmpty()) {
      epoch = newEpoch;
    }
    if (texts.putIfAbsent(hash, text) == null) {
      // Nodes' clocks differ: a catalog never begins before the one that it follows.
      long last =
          rows.stream()
              .filter(row -> row.catalog() != null)
              .mapToLong(World.Row::at)
              .max()
              .orElse(Long.MIN_VALUE);
      long at = Math.max(rows.isEmpty() ? firstAt : laterAt, last + 1);
      rows.add(new World.Row(rows.size() + 1, at, hash));
    }
  }

  @Override
  public synchronized void announce(long at, World.Event event) {
    boolean there = rows.stream().anyMatch(row -> row.at() == at && event.equals(row.event()));
    if (!epoch.isEmpty() && !there && now.getAsLong() <= at - AHEAD_MS) {
      rows.add(new World.Row(rows.size() + 1, at, event));
    }
  }

  @Override
  public synchronized Listed read() {
    return new Listed(epoch, rows);
  }

  @Override
  public synchronized @Nullable String catalogText(String hash) {
    return texts.get(hash);
  }
}
