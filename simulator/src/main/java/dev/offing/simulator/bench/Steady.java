package dev.offing.simulator.bench;

import java.util.Collections;
import java.util.List;

/**
 * Whether a rate has stopped to climb: then the compiler is done with what it measures. A program
 * that is compiled while it runs gets faster for so many rounds as nobody can say beforehand.
 */
final class Steady {
  /** Rounds whose best is compared with the best before them: one slow round says nothing. */
  static final int WINDOW = 4;

  /** Less than this is not a climb. */
  private static final double CLIMB = 1.03;

  private Steady() {}

  /**
   * Whether none of the last rounds was faster than all before.
   *
   * @param rates of all rounds, oldest first; more is faster
   */
  static boolean reached(List<Double> rates) {
    int before = rates.size() - WINDOW;
    if (before < WINDOW) {
      return false;
    }
    double then = Collections.max(rates.subList(0, before));
    double now = Collections.max(rates.subList(before, rates.size()));
    return now < then * CLIMB;
  }
}
