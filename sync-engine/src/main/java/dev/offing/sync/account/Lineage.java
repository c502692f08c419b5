package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Two histories in one: this one, which ends at {@code end}, and another. No end of either is
   * news to whoever has both (docs/design/sync.md 6).
   *
   * @param otherEnd the end of the other; null where there is no other
   */
  Lineage uniting(EpochVersion end, Lineage other, @Nullable EpochVersion otherEnd) {
    List<EpochVersion> all = new ArrayList<>(ends);
    all.add(end);
    all.addAll(other.ends);
    if (otherEnd != null) {
      all.add(otherEnd);
    }
    Map<String, EpochVersion> newest = new LinkedHashMap<>();
    all.forEach(e -> newest.merge(e.epoch(), e, (a, b) -> a.version() >= b.version() ? a : b));
    List<EpochVersion> united = List.copyOf(newest.values());
    return new Lineage(united.subList(Math.max(0, united.size() - LIMIT), united.size()));
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
