package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What outlives a charter. Immutable; nothing in it ever becomes less. Renown is counted in whole
 * points, not in grains. Source: docs/design/economy.md, "Charter".
 *
 * @param gained points that charters ever granted
 * @param spent points that were paid for perks, at most what was gained
 * @param perks ids
 * @param most producer id to the most that was owned at the end of a run, 1 to 5,000
 */
public record Renown(
    BigInteger gained, BigInteger spent, SortedSet<String> perks, SortedMap<String, Integer> most) {

  /** Of somebody who never took a charter. */
  public static final Renown NONE =
      new Renown(BigInteger.ZERO, BigInteger.ZERO, new TreeSet<>(), new TreeMap<>());

  public Renown {
    Checks.that(spent.signum() >= 0, "Renown that was spent is not negative.");
    Checks.that(gained.compareTo(spent) >= 0, "Only renown that was gained is spent.");
    Checks.that(!Decimals.tooLong(gained), "Renown has at most 1,024 digits.");
    perks = Frozen.set(perks);
    most = Frozen.counts(most);
  }

  /** Points that can be spent. */
  public BigInteger free() {
    return gained.subtract(spent);
  }

  /** The same after a run that ended with so much owned, and brought so many points. */
  Renown after(BigInteger gain, SortedMap<String, Integer> owned) {
    TreeMap<String, Integer> next = new TreeMap<>(most);
    owned.forEach((id, count) -> next.merge(id, count, Math::max));
    return new Renown(gained.add(gain), spent, perks, next);
  }

  /** The same with one perk more. */
  Renown with(Perk perk) {
    TreeSet<String> next = new TreeSet<>(perks);
    next.add(perk.id());
    return new Renown(gained, spent.add(BigInteger.valueOf(perk.cost())), next, most);
  }
}
