package dev.offing.client.scene;

/** The same sequence for the same seed, so that a cloud is the same cloud in every painting. */
final class Dice {

  private long state;

  Dice(long seed) {
    state = seed & 0xFFFF_FFFFL;
  }

  /** 0 to 1, without 1. */
  double next() {
    state = state * 1_664_525 + 1_013_904_223 & 0xFFFF_FFFFL;
    return state / 4_294_967_296.0;
  }

  double between(double from, double to) {
    return from + (to - from) * next();
  }
}
