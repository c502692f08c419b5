package dev.offing.sync.economy;

import java.util.Objects;

/**
 * Something that is owned in numbers and earns while the lamp burns (in a game about lemonade: a
 * stand). A value like a record; a class only because it keeps its price table, which is computed
 * on demand and is no part of its identity. Thread-safe. Source: docs/design/economy.md, "Price"
 * and "Rate".
 */
public final class Producer {

  /** Growth of the price per unit owned: not below this. */
  public static final Ratio MIN_GROWTH = Ratio.of(107, 100);

  /** Growth of the price per unit owned: not above this. */
  public static final Ratio MAX_GROWTH = Ratio.of(115, 100);

  private final String id;
  private final String name;
  private final Money baseCost;
  private final Ratio growth;
  private final Ratio baseRate;
  private final PriceTable prices;

  /**
   * @param baseCost grains for the first one, positive
   * @param growth factor of the price from one unit to the next, 107/100 to 115/100
   * @param baseRate grains per millisecond of one unit, before multipliers
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Producer(String id, String name, Money baseCost, Ratio growth, Ratio baseRate) {
    Checks.that(!id.isBlank(), "A producer has an id.");
    Checks.that(baseCost.signum() > 0, "The base cost of a producer is positive.");
    Checks.that(
        growth.compareTo(MIN_GROWTH) >= 0 && growth.compareTo(MAX_GROWTH) <= 0,
        "The growth of a producer is from 107/100 to 115/100.");
    this.id = id;
    this.name = Objects.requireNonNull(name);
    this.baseCost = baseCost;
    this.growth = growth;
    this.baseRate = Objects.requireNonNull(baseRate);
    this.prices = new PriceTable(baseCost, growth);
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Grains for the first unit. */
  public Money baseCost() {
    return baseCost;
  }

  public Ratio growth() {
    return growth;
  }

  /** Grains per millisecond of one unit, before multipliers. */
  public Ratio baseRate() {
    return baseRate;
  }

  PriceTable prices() {
    return prices;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Producer that
        && id.equals(that.id)
        && name.equals(that.name)
        && baseCost.equals(that.baseCost)
        && growth.equals(that.growth)
        && baseRate.equals(that.baseRate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, name, baseCost, growth, baseRate);
  }

  @Override
  public String toString() {
    return "Producer[" + id + ", " + baseCost + " x " + growth + "^n, " + baseRate + "/ms]";
  }
}
