package dev.offing.client.scene;

import java.util.LinkedHashSet;
import java.util.Set;

/** What is still to be painted: one a pulse, so that none is late. */
final class Bakery {

  private final Set<Layer> waiting = new LinkedHashSet<>();

  void add(Layer layer) {
    waiting.add(layer);
  }

  void remove(Layer layer) {
    waiting.remove(layer);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Paints the one that waits longest. */
  void one() {
    if (!waiting.isEmpty()) {
      Layer next = waiting.iterator().next();
      waiting.remove(next);
      next.paint();
    }
  }

  void all() {
    while (!waiting.isEmpty()) {
      one();
    }
  }
}
