package dev.offing.sync.economy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All achievements of a catalog. A value like a record; a class only because it keeps them sorted
 * into ladders, one for each thing that is counted, so that a rate asks once per ladder and not
 * once per achievement. Immutable. Source: docs/design/economy.md, "Achievements".
 */
public final class Achievements {

  /** None. */
  public static final Achievements NONE = new Achievements(List.of());

  private final List<Achievement> all;
  private final List<Ladder> ladders;
  private final List<Money> earnings;
  private final BigInteger den;

  /**
   * @throws IllegalArgumentException if two have the same id
   */
  public Achievements(List<Achievement> all) {
    this.all = List.copyOf(all);
    Set<String> seen = new HashSet<>();
    BigInteger common = BigInteger.ONE;
    Map<Object, List<Achievement>> kinds = new LinkedHashMap<>();
    List<Money> earned = new ArrayList<>();
    for (Achievement it : this.all) {
      Checks.that(seen.add(it.id()), "Two achievements are " + it.id() + ".");
      BigInteger other = it.bonus().den();
      common = common.multiply(other.divide(common.gcd(other)));
      kinds.computeIfAbsent(measure(it.condition()), _ -> new ArrayList<>()).add(it);
      if (it.condition() instanceof Achievement.Condition.Lifetime lifetime) {
        earned.add(lifetime.atLeast());
      }
    }
    earned.sort(null);
    this.earnings = List.copyOf(earned);
    this.den = common;
    this.ladders = kinds.values().stream().map(it -> ladder(it, den)).toList();
  }

  /** In the order of the screen. */
  public List<Achievement> all() {
    return all;
  }

  /** One, and the bonuses of all that a state has reached. */
  public Ratio factor(EconomyState state) {
    return factor(state, state.lifetime());
  }

  /**
   * @param lifetime grains ever earned; of the state only the rest is looked at
   */
  Ratio factor(EconomyState state, Money lifetime) {
    if (ladders.isEmpty()) {
      return Ratio.ONE;
    }
    BigInteger num = den;
    for (Ladder ladder : ladders) {
      BigInteger value =
          ladder.condition instanceof Achievement.Condition.Lifetime
              ? lifetime.grains()
              : ladder.condition.reached(state);
      num = num.add(ladder.sums.get(below(ladder.steps, value)));
    }
    return new Ratio(num, den);
  }

  /** How many of these, ascending, are not above a value: by bisection. */
  private static <T extends Comparable<T>> int below(List<T> steps, T value) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).compareTo(value) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The next lifetime earnings above these at which something is reached; zero after the last. */
  public Money nextAbove(Money lifetime) {
    int next = below(earnings, lifetime);
    return next < earnings.size() ? earnings.get(next) : Money.ZERO;
  }

  /**
   * Achievements that count the same thing.
   *
   * @param condition one of them
   * @param steps how much they ask for, ascending
   * @param sums of the bonuses of the first so many, over the common denominator
   */
  private record Ladder(
      Achievement.Condition condition, List<BigInteger> steps, List<BigInteger> sums) {}

  private static Ladder ladder(List<Achievement> of, BigInteger den) {
    List<Achievement> sorted = new ArrayList<>(of);
    sorted.sort(Comparator.comparing(it -> it.condition().asks()));
    List<BigInteger> sums = new ArrayList<>(List.of(BigInteger.ZERO));
    for (Achievement it : sorted) {
      sums.add(sums.getLast().add(it.bonus().num().multiply(den.divide(it.bonus().den()))));
    }
    return new Ladder(
        of.getFirst().condition(),
        sorted.stream().map(it -> it.condition().asks()).toList(),
        List.copyOf(sums));
  }

  private static Object measure(Achievement.Condition condition) {
    return condition instanceof Achievement.Condition.Owned owned
        ? owned.producer()
        : condition.getClass();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Achievements that && all.equals(that.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return "Achievements" + all;
  }
}
