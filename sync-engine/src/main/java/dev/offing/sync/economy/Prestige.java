package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a catalog that is about beginning anew: what a charter brings, what renown buys, and
 * what was reached on the way. Source: docs/design/economy.md; the keys are explained in
 * docs/catalog.md.
 *
 * @param unit grains of lifetime earnings that are worth the first point of renown; null where
 *     there are no charters
 * @param perks that renown buys
 */
public record Prestige(@Nullable Money unit, List<Perk> perks, Achievements achievements) {

  /** A game without an end. */
  public static final Prestige NONE = new Prestige(null, List.of(), Achievements.NONE);

  public Prestige {
    perks = List.copyOf(perks);
    Checks.that(unit == null || unit.signum() > 0, "A point of renown is worth something.");
    Set<String> before = new HashSet<>();
    for (Perk perk : perks) {
      perk.needs()
          .forEach(it ->
              Checks.that(
                  before.contains(it), "A perk needs one listed before it; " + it + " is not."));
      Checks.that(before.add(perk.id()), "Two perks are " + perk.id() + ".");
    }
  }

  /** The perk of this id. */
  public Optional<Perk> perk(String id) {
    for (Perk it : perks) {
      if (it.id().equals(id)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  /** Points of renown that lifetime earnings are worth: the whole root of so many units. */
  BigInteger worth(Money lifetime) {
    return unit == null ? BigInteger.ZERO : lifetime.grains().divide(unit.grains()).sqrt();
  }

  /** Grains of lifetime earnings from which on they are worth more than these points. */
  Money needed(BigInteger points) {
    BigInteger next = points.add(BigInteger.ONE);
    return unit == null ? Money.ZERO : unit.times(next.multiply(next));
  }
}
