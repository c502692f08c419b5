package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events run when, the same for every account. Immutable; made once per change of the world
 * list and then asked thousands of times, so what runs between two turns is worked out beforehand.
 */
public final class Calendar {

  /**
   * An event of the catalog, running for all {@code from} &lt;= t &lt; {@code until} (economy
   * milliseconds).
   */
  public record Happening(long from, long until, String event) {
    public Happening {
      Checks.that(from < until, "What happens lasts for a positive time.");
    }
  }

  /** Nothing ever happens. */
  public static final Calendar EMPTY = new Calendar(List.of());

  private final List<Happening> happenings;
  private final long[] turns; // ascending: something begins or ends
  private final List<List<String>> running; // from turns[i] on

  public Calendar(List<Happening> happenings) {
    List<Happening> sorted = new ArrayList<>(happenings);
    sorted.sort(Comparator.comparingLong(Happening::from).thenComparing(Happening::event));
    this.happenings = List.copyOf(sorted);
    TreeSet<Long> times = new TreeSet<>();
    sorted.forEach(it -> {
      times.add(it.from());
      times.add(it.until());
    });
    this.turns = times.stream().mapToLong(Long::longValue).toArray();
    this.running = new ArrayList<>();
    List<Happening> now = new ArrayList<>();
    int next = 0;
    for (long turn : turns) {
      now.removeIf(it -> it.until() <= turn);
      while (next < sorted.size() && sorted.get(next).from() == turn) {
        now.add(sorted.get(next++));
      }
      running.add(now.stream().map(Happening::event).sorted().toList());
    }
  }

  /** All of it, by (from, event). */
  public List<Happening> happenings() {
    return happenings;
  }

  /** The events that run at {@code t}, sorted; one that runs twice stands there twice. */
  public List<String> at(long t) {
    int i = Arrays.binarySearch(turns, t);
    int last = i >= 0 ? i : -i - 2;
    return last < 0 ? List.of() : running.get(last);
  }

  /** The earliest time after {@code t} at which something begins or ends; Long.MAX_VALUE: never. */
  long nextAfter(long t) {
    int i = Arrays.binarySearch(turns, t);
    int next = i >= 0 ? i + 1 : -i - 1;
    return next < turns.length ? turns[next] : Long.MAX_VALUE;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Calendar it && happenings.equals(it.happenings);
  }

  @Override
  public int hashCode() {
    return happenings.hashCode();
  }

  @Override
  public String toString() {
    return "Calendar" + happenings;
  }
}
