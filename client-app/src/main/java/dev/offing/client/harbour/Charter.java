package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Perk;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What a charter brings and takes, in words. */
public final class Charter {

  private Charter() {}

  /** {@code 2 of 8 renown to spend, a charter brings 3}. */
  public static String renown(View view) {
    BigInteger gain = Economy.charterGain(view.catalog(), view.core());
    String owned =
        view.core().renown().free() + " of " + view.core().renown().gained() + " renown to spend";
    return owned + ", " + (gain.signum() > 0 ? "a charter brings " + gain : next(view));
  }

  /**
   * When a charter brings something, or more: {@code the next at 4 B coins ever earned (3 B now)}.
   */
  public static String next(View view) {
    return "the next at "
        + Coins.price(Economy.nextRenownAt(view.catalog(), view.core()))
        + " coins ever earned ("
        + Coins.owned(view.core().lifetime())
        + " now)";
  }

  /** What a charter takes: {@code 1,234 coins, 18 vessels, 3 upgrades and 2 open orders}. */
  public static String loss(View view) {
    EconomyState core = view.core();
    Dealings dealings = core.dealings();
    List<String> parts = new ArrayList<>();
    parts.add(Coins.owned(core.purse().plus(dealings.held())) + " coins");
    count(parts, core.owned().values().stream().mapToLong(it -> it).sum(), "vessel");
    count(parts, core.upgrades().size(), "upgrade");
    count(parts, core.boosts().stream().filter(it -> core.isActive(it.id())).count(), "boost");
    count(parts, dealings.goods().values().stream().mapToLong(it -> it).sum(), "piece of goods");
    count(parts, dealings.orders().size(), "open order");
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  private static void count(List<String> parts, long count, String what) {
    if (count > 0) {
      String several = what.startsWith("piece") ? "pieces of goods" : what + "s";
      parts.add(count + " " + (count == 1 ? what : several));
    }
  }

  /** Whether a perk can be had: {@code owned}, {@code needs Sea chest}, {@code short by 2}. */
  public static String state(View view, Perk perk) {
    EconomyState core = view.core();
    if (core.renown().perks().contains(perk.id())) {
      return "owned";
    }
    List<String> needs = Economy.perkNeeds(view.catalog(), core, perk.id());
    if (!needs.isEmpty()) {
      return "needs " + String.join(", ", needs);
    }
    BigInteger lack = BigInteger.valueOf(perk.cost()).subtract(core.renown().free());
    return lack.signum() > 0 ? "short by " + lack : "";
  }
}
