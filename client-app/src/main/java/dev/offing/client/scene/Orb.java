package dev.offing.client.scene;

/**
 * The sun or the moon, in places of the scene.
 *
 * @param radius of the disc itself
 */
record Orb(double x, double y, double radius, boolean moon) {

  /** Whether it has gone farther than this from where it was, or is another one. */
  boolean far(Orb other, double most) {
    return moon != other.moon || Math.hypot(x - other.x, y - other.y) > most;
  }
}
