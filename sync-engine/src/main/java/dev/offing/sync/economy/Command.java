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
 * @param maxCost the most it may cost in grains (a perk: in points of renown); null for any price
 */
public record Command(
    String kind, SortedMap<String, String> args, long run, @Nullable Money maxCost) {

  /** Buys {@code count} of a {@code producer}. */
  public static final String BUY = "buy";

  /** Buys the upgrade {@code id}. */
  public static final String UPGRADE = "upgrade";

  /** Starts the boost {@code id}. */
  public static final String BOOST = "boost";

  /** Waits at the market: {@code side} buy or sell, {@code good}, {@code count}, {@code limit}. */
  public static final String ORDER = "order";

  /** Takes back what is left of the order {@code id}. */
  public static final String CANCEL = "cancel";

  /** Gives {@code amount} grains {@code to} another account. */
  public static final String GIFT = "gift";

  /** Hands in a {@code code}. */
  public static final String REDEEM = "redeem";

  /** Gives the run up for renown, and begins the next one. */
  public static final String CHARTER = "charter";

  /** Takes the perk {@code id} for renown; its maxCost is in points. */
  public static final String PERK = "perk";

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

  /**
   * An order at the market.
   *
   * @param limit grains for one
   */
  public static Command order(boolean sells, String good, int count, Money limit, long run) {
    TreeMap<String, String> args = new TreeMap<>();
    args.put("side", sells ? "sell" : "buy");
    args.put("good", good);
    args.put("count", Integer.toString(count));
    args.put("limit", limit.toString());
    return new Command(ORDER, args, run, null);
  }

  /** Takes back what is left of an open order. */
  public static Command cancel(String order, long run) {
    return new Command(CANCEL, new TreeMap<>(Map.of("id", order)), run, null);
  }

  /** A gift of so many grains to another account. */
  public static Command gift(String to, Money amount, long run) {
    return new Command(
        GIFT, new TreeMap<>(Map.of("to", to, "amount", amount.toString())), run, null);
  }

  /** The end of this run, and the next one. */
  public static Command charter(long run) {
    return new Command(CHARTER, new TreeMap<>(), run, null);
  }

  /** A perk, for so much renown at most. */
  public static Command perk(String id, long run, @Nullable Money maxCost) {
    return new Command(PERK, new TreeMap<>(Map.of("id", id)), run, maxCost);
  }

  /** A code, as it was typed. */
  public static Command redeem(String code, long run) {
    return new Command(REDEEM, new TreeMap<>(Map.of("code", code)), run, null);
  }
}
