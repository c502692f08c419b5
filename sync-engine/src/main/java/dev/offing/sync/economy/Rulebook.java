package dev.offing.sync.economy;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which catalog rules when. The first edition also rules all time before it. Source:
 * docs/design/sync.md 4.3: the catalog at the effective time rules.
 *
 * @param editions ascending by {@code from}, at least one
 * @param calendar the events that change everybody's income
 */
public record Rulebook(List<Edition> editions, Calendar calendar) {

  /** Without events. */
  public Rulebook(List<Edition> editions) {
    this(editions, Calendar.EMPTY);
  }

  /** A catalog, in force from economy time {@code from} (milliseconds, inclusive). */
  public record Edition(long from, Catalog catalog) {}

  /**
   * @throws IllegalArgumentException if empty, out of order, or if a later edition has a shorter
   *     base lamp: contacts already joined would light more than its rules allow
   */
  public Rulebook {
    editions = List.copyOf(editions);
    Checks.that(!editions.isEmpty(), "A rulebook has an edition.");
    for (int i = 1; i < editions.size(); i++) {
      Checks.that(
          editions.get(i - 1).from() < editions.get(i).from(), "Editions are ascending in time.");
      Checks.that(
          editions.get(i - 1).catalog().baseLampMs() <= editions.get(i).catalog().baseLampMs(),
          "The base lamp of a later edition is never shorter.");
    }
  }

  /** One catalog for all time. */
  public static Rulebook of(Catalog catalog) {
    return new Rulebook(List.of(new Edition(Long.MIN_VALUE, catalog)));
  }

  public Catalog at(long t) {
    int i = editions.size() - 1;
    while (i > 0 && editions.get(i).from() > t) {
      i--;
    }
    return editions.get(i).catalog();
  }

  /** The earliest time after {@code t} at which another edition comes into force. */
  public OptionalLong nextChangeAfter(long t) {
    for (int i = 1; i < editions.size(); i++) {
      if (editions.get(i).from() > t) {
        return OptionalLong.of(editions.get(i).from());
      }
    }
    return OptionalLong.empty();
  }
}
