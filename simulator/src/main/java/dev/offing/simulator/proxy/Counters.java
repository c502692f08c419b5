package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Direction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Messages by direction and type, as they came in and as they went out. Thread-safe. */
final class Counters {

  /** The protocol has some thirty types; types that a hostile peer invents are not all kept. */
  private static final int MAX_TYPES = 256;

  private record Key(Direction direction, String type) {}

  private final Map<Key, LongAdder> arrived = new ConcurrentHashMap<>();
  private final Map<Key, LongAdder> forwarded = new ConcurrentHashMap<>();

  void countArrived(Direction direction, String type) {
    count(arrived, direction, type);
  }

  void countForwarded(Direction direction, String type) {
    count(forwarded, direction, type);
  }

  long arrived(Direction direction, String type) {
    return read(arrived, direction, type);
  }

  long forwarded(Direction direction, String type) {
    return read(forwarded, direction, type);
  }

  private static void count(Map<Key, LongAdder> counts, Direction direction, String type) {
    Key key = new Key(direction, type);
    LongAdder count = counts.get(key);
    if (count == null) {
      Key kept = counts.size() < MAX_TYPES ? key : new Key(direction, CuttingProxy.UNTYPED);
      count = counts.computeIfAbsent(kept, k -> new LongAdder());
    }
    count.increment();
  }

  private static long read(Map<Key, LongAdder> counts, Direction direction, String type) {
    LongAdder count = counts.get(new Key(direction, type));
    return count == null ? 0 : count.sum();
  }
}
