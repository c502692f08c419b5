package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * When the account was in contact with the server, in economy milliseconds. A time t is lit, that
 * is, it earns, if and only if t &lt; (last contact at or before t) + cap; the cap is the length of
 * the lamp at t. Contacts nearer than the base lamp, below which no cap falls, are joined into one
 * interval: all between them is lit anyway. Source: docs/design/sync.md 2, "Lamp".
 *
 * @param intervals ascending, apart from one another, at least one
 */
public record Contact(List<Interval> intervals) {

  /**
   * From the first to the last of contacts that lie close together; {@code end} is the last contact
   * itself, so an interval of one contact has start = end.
   */
  public record Interval(long start, long end) {

    // 9999-12-31T23:59:59.999Z: no sum of a contact and a lamp can overflow.
    private static final long LAST_MS = 253_402_300_799_999L;

    public Interval {
      Checks.that(
          start >= 0 && start <= end && end <= LAST_MS,
          "A contact interval starts at 0 or later and does not end before it starts.");
    }
  }

  public Contact {
    intervals = List.copyOf(intervals);
    Checks.that(!intervals.isEmpty(), "A contact has an interval.");
    for (int i = 1; i < intervals.size(); i++) {
      Checks.that(
          intervals.get(i - 1).end() < intervals.get(i).start(),
          "Contact intervals are ascending and apart.");
    }
  }

  /** One contact. */
  public static Contact at(long t) {
    return new Contact(List.of(new Interval(t, t)));
  }

  /** With one contact more, anywhere in time. */
  public Contact plus(long t, long baseLampMs) {
    Interval last = intervals.getLast();
    if (t >= last.start() && t <= last.end()) {
      return this;
    }
    return union(at(t), baseLampMs);
  }

  /** The contacts of both; intervals are joined where the gap is under the base lamp. */
  public Contact union(Contact other, long baseLampMs) {
    List<Interval> all = new ArrayList<>(intervals);
    all.addAll(other.intervals);
    all.sort(Comparator.comparingLong(Interval::start).thenComparingLong(Interval::end));
    List<Interval> joined = new ArrayList<>();
    for (Interval next : all) {
      Interval last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && (next.start() <= last.end() || next.start() - last.end() < baseLampMs)) {
        joined.set(joined.size() - 1, new Interval(last.start(), Math.max(last.end(), next.end())));
      } else {
        joined.add(next);
      }
    }
    return new Contact(joined);
  }

  /** Without the intervals that ended before {@code asOf}, but with the last of those. */
  public Contact trimmed(long asOf) {
    int first = 0;
    while (first + 1 < intervals.size() && intervals.get(first + 1).end() < asOf) {
      first++;
    }
    return first == 0 ? this : new Contact(intervals.subList(first, intervals.size()));
  }

  /** The last contact. */
  public long end() {
    return intervals.getLast().end();
  }

  /** When the lamp goes out if there is no further contact. */
  public long contactUntil(long capMs) {
    return end() + capMs;
  }

  public boolean isLit(long t, long capMs) {
    for (int i = intervals.size() - 1; i >= 0; i--) {
      if (intervals.get(i).start() <= t) {
        return t < intervals.get(i).end() + capMs;
      }
    }
    return false;
  }

  /** Lit milliseconds t with from &lt;= t &lt; to. Exact under any split of the span. */
  public long litMs(long from, long to, long capMs) {
    long sum = 0;
    for (int i = 0; i < intervals.size(); i++) {
      sum += Math.max(0, Math.min(to, litEnd(i, capMs)) - Math.max(from, intervals.get(i).start()));
    }
    return sum;
  }

  /**
   * The earliest time by which {@code litMs} lit milliseconds have passed since {@code from}; empty
   * if the lamp goes out before.
   */
  OptionalLong afterLit(long from, long litMs, long capMs) {
    if (litMs == 0) {
      return OptionalLong.of(from);
    }
    long left = litMs;
    for (int i = 0; i < intervals.size(); i++) {
      long start = Math.max(from, intervals.get(i).start());
      long span = Math.max(0, litEnd(i, capMs) - start);
      if (span >= left) {
        return OptionalLong.of(start + left);
      }
      left -= span;
    }
    return OptionalLong.empty();
  }

  /**
   * Where the light of an interval ends: when its oil is spent, or where the next one takes over.
   */
  private long litEnd(int i, long capMs) {
    long spent = intervals.get(i).end() + capMs;
    return i + 1 < intervals.size() ? Math.min(spent, intervals.get(i + 1).start()) : spent;
  }
}
