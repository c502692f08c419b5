package dev.offing.client.scene;

/**
 * Where a vessel lies.
 *
 * @param y of its waterline
 * @param length of its hull
 * @param flip bow to the left
 * @param depth in the haze
 * @param guess one that the player does not own yet
 */
record Station(
    String vessel, double x, double y, double length, boolean flip, double depth, boolean guess) {

  /** Near enough to be rocked, mirrored and spoken to. */
  boolean near() {
    return depth == 0;
  }

  /** The same vessel in another place. */
  Station at(double otherX) {
    return new Station(vessel, otherX, y, length, flip, depth, guess);
  }

  /** Before the quay rather than behind it. */
  boolean beforeQuay() {
    return y >= 560;
  }
}
