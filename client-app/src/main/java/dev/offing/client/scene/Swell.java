package dev.offing.client.scene;

/**
 * How water and what swims on it moves (docs/design/look.md, the table of layers): offsets in units
 * of the scene from a time in seconds. Pure.
 */
final class Swell {

  static final int ROWS = 15;
  static final double HORIZON = 312;
  private static final double DEPTH = 408;

  private Swell() {}

  /** 0 at the horizon to 1 at the feet of who looks. */
  static double nearness(int row) {
    return (row + 0.4) / ROWS;
  }

  /** The height of a row of waves at rest. */
  static double y(double nearness) {
    return HORIZON + DEPTH * Math.pow(nearness, 1.75) + 3;
  }

  /** How far a row has drifted, in turn right and left; it goes on for ever. */
  static double drift(int row, double seconds) {
    double speed = 4 + 14 * nearness(row);
    return (row % 2 == 0 ? speed : -speed) * seconds;
  }

  /** How much a row is lifted. */
  static double rise(int row, double seconds) {
    double t = nearness(row);
    return (0.5 + 2 * t) * Math.sin(2 * Math.PI * seconds / (5.2 - 2 * t) + row * 1.7);
  }

  /** How much a vessel is lifted; {@code phase} in turns. */
  static double bob(double seconds, double phase) {
    return 1.2 * Math.sin(2 * Math.PI * (seconds / period(phase) + phase));
  }

  /** How much it rolls, in degrees; small boats more. */
  static double roll(double seconds, double phase, double length) {
    double most = length < 60 ? 2 : 0.8;
    return most * Math.sin(2 * Math.PI * (seconds / (period(phase) * 1.13) + phase * 1.7));
  }

  private static double period(double phase) {
    return 3.4 + 1.8 * (phase - Math.floor(phase));
  }
}
