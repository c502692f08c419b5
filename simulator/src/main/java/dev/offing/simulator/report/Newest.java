package dev.offing.simulator.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/** The newest of a kind, as many as have room; what a tester looks for is before a failure. */
final class Newest<T> {
  private final int room;
  private final ToIntFunction<T> bytes;
  private final Deque<T> kept = new ArrayDeque<>();
  private long used;
  private long dropped;

  /**
   * @param room for all of them, bytes
   * @param bytes that one of them takes at most
   */
  Newest(int room, ToIntFunction<T> bytes) {
    this.room = room;
    this.bytes = bytes;
  }

  void add(T one) {
    kept.addLast(one);
    used += bytes.applyAsInt(one);
    while (used > room) {
      used -= bytes.applyAsInt(kept.removeFirst());
      dropped++;
    }
  }

  long dropped() {
    return dropped;
  }

  List<T> list() {
    return List.copyOf(kept);
  }
}
