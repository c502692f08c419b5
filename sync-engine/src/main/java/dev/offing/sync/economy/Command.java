package dev.offing.sync.economy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a player wants done. Any kind and any arguments can be represented: what makes no sense is
 * judged to a rejection, so that a newer client's command never blocks. Source: docs/design/sync.md
 * 1 and 4.3.
 *
 * @param args the arguments of the kind, as text
 * @param run charters so far when it was given
 * @param maxCost the most it may cost in grains; null for any price
 */
public record Command(
    String kind, SortedMap<String, String> args, long run, @Nullable Money maxCost) {

  /** Buys {@code count} of a {@code producer}. */
  public static final String BUY = "buy";

  /** Buys the upgrade {@code id}. */
  public static final String UPGRADE = "upgrade";

  /** Starts the boost {@code id}. */
  public static final String BOOST = "boost";

  public Command {
    args = Frozen.map(args);
  }

  public static Command buy(String producer, int count, long run, @Nullable Money maxCost) {
    TreeMap<String, String> args = new TreeMap<>();
    args.put("producer", producer);
    args.put("count", Integer.toString(count));
    return new Command(BUY, args, run, maxCost);
  }

  public static Command upgrade(String id, long run, @Nullable Money maxCost) {
    return new Command(UPGRADE, new TreeMap<>(Map.of("id", id)), run, maxCost);
  }

  public static Command boost(String id, long run, @Nullable Money maxCost) {
    return new Command(BOOST, new TreeMap<>(Map.of("id", id)), run, maxCost);
  }
}
