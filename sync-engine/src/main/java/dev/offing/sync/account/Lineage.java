package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs that an account's history went through before the present one, oldest first, each with
 * its last version. The newest {@value #LIMIT} are kept.
 */
public record Lineage(List<EpochVersion> ends) {
  static final int LIMIT = 1_000;

  /** The history of an account in its first epoch. */
  public static final Lineage EMPTY = new Lineage(List.of());

  /** Copies the list. */
  public Lineage {
    ends = List.copyOf(ends);
    if (ends.size() > LIMIT) {
      throw new IllegalArgumentException("a lineage lists at most " + LIMIT + " epochs");
    }
  }

  Lineage closing(EpochVersion end) {
    List<EpochVersion> next = new ArrayList<>(ends);
    next.add(end);
    return new Lineage(next.subList(Math.max(0, next.size() - LIMIT), next.size()));
  }

  boolean lists(EpochVersion point) {
    return ends.stream()
        .anyMatch(e -> e.epoch().equals(point.epoch()) && point.version() <= e.version());
  }

  void canonical(Canonical c) {
    c.number("ends", ends.size());
    ends.forEach(e -> c.text("epoch", e.epoch()).number("last", e.version()));
  }
}
