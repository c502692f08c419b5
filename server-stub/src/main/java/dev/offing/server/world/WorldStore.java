package dev.offing.server.world;

import dev.offing.sync.account.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the world list lies: one for the whole server, appended to only. Every method throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer. Safe for use by many threads.
 */
public interface WorldStore {
  /**
   * The list as it lies there.
   *
   * @param epoch of this life of the list; empty where there is none, and where the store began
   *     another life since: rows may be lost that somebody knows
   */
  record Listed(String epoch, List<World.Row> rows) {
    /** Copies the list. */
    public Listed {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Puts a catalog on the list unless it is there, and begins the list, or its next life, where it
   * has no epoch.
   *
   * @param epoch for a list that has none
   * @param firstAt from when it rules as the first of a list, ms of server time
   * @param laterAt from when it rules otherwise, ms of server time
   */
  void publish(String epoch, String hash, String text, long firstAt, long laterAt);

  /**
   * Puts an event on the list unless it is there, or would begin in less than {@link #AHEAD_MS}:
   * nobody may learn of it after it began.
   *
   * @param at its begin, ms of server time
   */
  void announce(long at, World.Event event);

  /** An event is announced so long before it begins at least, ms of real time. */
  long AHEAD_MS = 5_000;

  /** The list. */
  Listed read();

  /** The text of a catalog on the list; null where there is none. */
  @Nullable String catalogText(String hash);
}
