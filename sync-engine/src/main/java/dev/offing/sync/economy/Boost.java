package dev.offing.sync.economy;

/**
 * A multiplier of everything earned, bought for a time with an end. It runs on economy time, lamp
 * or no lamp. Source: docs/design/economy.md.
 *
 * @param text one line of flavour for people
 * @param durationMs milliseconds that it lasts, positive
 */
public record Boost(
    String id, String name, String text, Cost cost, Ratio multiplier, long durationMs) {

  public Boost {
    Checks.that(!id.isBlank(), "A boost has an id.");
    Checks.that(durationMs > 0, "A boost lasts for a positive time.");
  }

  /** How a boost is priced. */
  public sealed interface Cost {

    /** So many grains. */
    record Fixed(Money amount) implements Cost {
      public Fixed {
        Checks.that(amount.signum() > 0, "The cost of a boost is positive.");
      }
    }

    /**
     * What all producers earn in {@code ofMs} milliseconds without any boost, and not less than
     * {@code atLeast} grains.
     */
    record Income(long ofMs, Money atLeast) implements Cost {
      public Income {
        Checks.that(ofMs > 0, "A cost in income is of a positive time.");
        Checks.that(atLeast.signum() > 0, "The cost of a boost is positive.");
      }
    }
  }
}
