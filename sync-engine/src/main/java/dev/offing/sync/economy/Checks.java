package dev.offing.sync.economy;

/** Arguments that a programmer got wrong. */
final class Checks {

  private Checks() {}

  static void that(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
