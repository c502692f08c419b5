package dev.offing.server.account;

import java.util.HashSet;
import java.util.Set;

/** Partitions in which this node left errands. Safe for use by many threads. */
final class Marked {
  private final Set<Integer> partitions = new HashSet<>();

  synchronized void add(int partition) {
    partitions.add(partition);
  }

  /** All of them; from now on none. */
  synchronized Set<Integer> take() {
    Set<Integer> all = new HashSet<>(partitions);
    partitions.clear();
    return all;
  }
}
