package dev.offing.sync.economy;

import java.util.List;

/**
 * Something bought once for renown, which every later run keeps. Source: docs/design/economy.md,
 * "Charter".
 *
 * @param text one line of flavour for people
 * @param cost points of renown, positive
 * @param needs ids of the perks, listed before this one, that must be owned first
 */
public record Perk(
    String id, String name, String text, long cost, List<String> needs, Effect effect) {

  public Perk {
    Checks.that(!id.isBlank(), "A perk has an id.");
    Checks.that(cost > 0, "The cost of a perk is positive.");
    needs = List.copyOf(needs);
  }

  /** What a perk changes. */
  public sealed interface Effect {

    /** What an upgrade would change, in every run from now on. */
    record Lasting(Upgrade.Effect change) implements Effect {}

    /** So many grains more at the start of each later run. */
    record Purse(Money amount) implements Effect {
      public Purse {
        Checks.that(amount.signum() > 0, "What a run begins with is positive.");
      }
    }

    /** So many more of a producer at the start of each later run. */
    record Owned(String producer, int count) implements Effect {
      public Owned {
        Checks.that(count >= 1 && count <= Catalog.MAX_OWNED, "A run begins with 1 to 5,000.");
      }
    }
  }
}
