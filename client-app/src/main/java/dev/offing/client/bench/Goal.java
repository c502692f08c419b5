package dev.offing.client.bench;

import java.util.function.BiPredicate;

/** What a figure has to be, beside its floor. */
record Goal(String text, BiPredicate<Double, Double> met) {

  /** It is only told. */
  static final Goal NONE = new Goal("none", (ours, floor) -> true);

  static Goal below(double bound) {
    return new Goal(
        "< " + (bound < 1 ? "" + bound : "" + (long) bound), (ours, floor) -> ours < bound);
  }

  static Goal timesFloor(double times) {
    return new Goal("<= " + times + " x floor", (ours, floor) -> ours <= times * floor);
  }
}
