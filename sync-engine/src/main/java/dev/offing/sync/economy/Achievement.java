package dev.offing.sync.economy;

import java.math.BigInteger;

/**
 * Something that was reached, once and for good: it asks for so much of something that never
 * becomes less, so that the state tells it at any time and nobody has to note it. Source:
 * docs/design/economy.md, "Achievements".
 *
 * @param text one line of flavour for people
 * @param condition what it asks for
 * @param bonus what it adds to the factor of everything that is earned; those of all that are
 *     reached are summed
 */
public record Achievement(String id, String name, String text, Condition condition, Ratio bonus) {

  public Achievement {
    Checks.that(!id.isBlank(), "An achievement has an id.");
  }

  /** What has to be reached. */
  public sealed interface Condition {

    /** So many of a producer were owned at a time, in whatever run. */
    record Owned(String producer, int count) implements Condition {
      public Owned {
        Checks.that(
            count >= 1 && count <= Catalog.MAX_OWNED, "A condition counts from 1 to 5,000.");
      }
    }

    /** So many grains were ever earned. */
    record Lifetime(Money atLeast) implements Condition {
      public Lifetime {
        Checks.that(atLeast.signum() > 0, "A condition on earnings is positive.");
      }
    }

    /** So many charters were taken. */
    record Charters(long count) implements Condition {
      public Charters {
        Checks.that(count > 0, "A condition on charters is positive.");
      }
    }

    /** So many points of renown were ever gained. */
    record Gained(long atLeast) implements Condition {
      public Gained {
        Checks.that(atLeast > 0, "A condition on renown is positive.");
      }
    }

    /** So many perks are owned, whichever. */
    record Perks(int count) implements Condition {
      public Perks {
        Checks.that(count > 0, "A condition on perks is positive.");
      }
    }

    /** How much it asks for, in its own measure. */
    default BigInteger asks() {
      return switch (this) {
        case Owned it -> BigInteger.valueOf(it.count());
        case Lifetime it -> it.atLeast().grains();
        case Charters it -> BigInteger.valueOf(it.count());
        case Gained it -> BigInteger.valueOf(it.atLeast());
        case Perks it -> BigInteger.valueOf(it.count());
      };
    }

    /** How much of it a state has; never less later on. */
    default BigInteger reached(EconomyState state) {
      return switch (this) {
        case Owned it -> BigInteger.valueOf(state.everOwned(it.producer()));
        case Lifetime _ -> state.lifetime().grains();
        case Charters _ -> BigInteger.valueOf(state.run());
        case Gained _ -> state.renown().gained();
        case Perks _ -> BigInteger.valueOf(state.renown().perks().size());
      };
    }

    /** Whether a state has as much. */
    default boolean holds(EconomyState state) {
      return reached(state).compareTo(asks()) >= 0;
    }
  }
}
