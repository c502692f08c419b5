package dev.offing.sync.economy;

import java.util.List;

/**
 * Something bought once in a run that changes a number for good. Source: docs/design/economy.md.
 *
 * @param text one line of flavour for people
 * @param cost grains, positive
 * @param condition what must hold before it can be bought
 */
public record Upgrade(
    String id, String name, String text, Money cost, Effect effect, Condition condition) {

  public Upgrade {
    Checks.that(!id.isBlank(), "An upgrade has an id.");
    Checks.that(cost.signum() > 0, "The cost of an upgrade is positive.");
  }

  /** What an upgrade changes. */
  public sealed interface Effect {

    /** The rate of one producer. */
    record MultiplyProducer(String producer, Ratio by) implements Effect {}

    /** The rate of every producer. */
    record MultiplyAll(Ratio by) implements Effect {}

    /** Milliseconds that the lamp burns longer after the last contact. */
    record LampMs(long extraMs) implements Effect {
      public LampMs {
        Checks.that(extraMs > 0, "A lamp extension is positive.");
      }
    }
  }

  /** What must hold before an upgrade can be bought. Once true in a run it stays true. */
  public sealed interface Condition {

    /** Nothing is asked. */
    record Always() implements Condition {}

    /** At least {@code count} of a producer are owned. */
    record Owned(String producer, int count) implements Condition {
      public Owned {
        Checks.that(
            count >= 1 && count <= Catalog.MAX_OWNED, "A condition counts from 1 to 5,000.");
      }
    }

    /** At least so many grains were ever earned. */
    record Lifetime(Money atLeast) implements Condition {
      public Lifetime {
        Checks.that(atLeast.signum() > 0, "A condition on earnings is positive.");
      }
    }

    /** Another upgrade is owned. */
    record After(String upgrade) implements Condition {}

    /** All of these. */
    record All(List<Condition> conditions) implements Condition {
      public All {
        conditions = List.copyOf(conditions);
      }
    }
  }
}
