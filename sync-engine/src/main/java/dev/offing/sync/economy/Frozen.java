package dev.offing.sync.economy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Copies that nobody can change, in the natural order of their keys whatever they came in. */
final class Frozen {

  private Frozen() {}

  static <V> SortedMap<String, V> map(Map<String, V> from) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(from));
  }

  static SortedSet<String> set(SortedSet<String> from) {
    TreeSet<String> copy = new TreeSet<>();
    copy.addAll(from);
    return Collections.unmodifiableSortedSet(copy);
  }

  /** Counts of owned producers: 1 to 5,000 each, so that "none" has one form only. */
  static SortedMap<String, Integer> counts(Map<String, Integer> from) {
    from.forEach((id, count) -> {
      if (count < 1 || count > Catalog.MAX_OWNED) {
        throw new IllegalArgumentException(
            "An owned count is from 1 to 5,000; " + id + " has " + count + ".");
      }
    });
    return map(from);
  }
}
