package dev.offing.simulator.bots;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What all bots did. Any thread may add; one asks. */
final class Tally {
  /** From the moment a gesture was to be made until its result was on its player's disk. */
  final Spread settling = new Spread();

  /** From the moment a line was to be said until whoever said it heard it. */
  final Spread hearing = new Spread();

  /** Between two ticks of one connection. */
  final Spread ticks = new Spread();

  /** Gestures that were told as saved. */
  final LongAdder gestures = new LongAdder();

  /** Lines of others that were heard. */
  final LongAdder heard = new LongAdder();

  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

  /** Counts something that went otherwise than a player wants. */
  void error(String code) {
    errors.computeIfAbsent(code, _ -> new LongAdder()).increment();
  }

  /** By code. */
  SortedMap<String, Long> errors() {
    SortedMap<String, Long> counts = new TreeMap<>();
    errors.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }
}
