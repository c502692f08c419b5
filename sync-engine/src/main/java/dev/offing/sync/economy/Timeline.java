package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link Economy#advance} reads from outside the state. An entry acts when the economy crosses
 * its time; one at or before the state's asOf has acted already and is passed over.
 *
 * @param entries server-made entries; kept by (at, id), each id once
 */
public record Timeline(Rulebook rulebook, Contact contact, List<Entry> entries) {

  static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::at).thenComparing(Entry::id);

  public Timeline {
    entries = sorted(entries);
  }

  /** Without entries. */
  public static Timeline of(Rulebook rulebook, Contact contact) {
    return new Timeline(rulebook, contact, List.of());
  }

  private static List<Entry> sorted(List<Entry> entries) {
    if (entries.size() < 2) {
      return List.copyOf(entries);
    }
    List<Entry> copy = new ArrayList<>(entries);
    copy.sort(ORDER);
    Set<String> ids = new HashSet<>();
    copy.forEach(it -> Checks.that(ids.add(it.id()), "Two entries are " + it.id() + "."));
    return List.copyOf(copy);
  }
}
