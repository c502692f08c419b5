package dev.offing.client.scene;

/**
 * The light of the tower (docs/design/look.md "The lamp is the offline cap"). Pure.
 *
 * @param x where its end is, seen from the lantern; right and down
 * @param halfWidth at its end
 */
record Beam(double x, double y, double halfWidth) {

  static final int WINDOWS = 8;

  /** Below this the oil is low: the beam turns amber, the glow is halved. */
  static final double LOW = 0.2;

  /** Beyond the other end of the lamp goes a shorter one. */
  static final double COUNTER = 0.6;

  private static final double TURN_S = 12;
  private static final double FLASH_S = 0.18;
  private static final double FLICKER_S = 1.1;
  private static final double LENGTH = 860;
  private static final double HALF_ANGLE = Math.toRadians(4.6);
  private static final double TILT = Math.tan(Math.toRadians(9));

  /** How many windows are lit; the top one goes out first. */
  static int windows(double oil) {
    return (int) Math.ceil(WINDOWS * oil);
  }

  /** How far it reaches, in units of the scene. */
  static double reach(double oil) {
    return oil <= 0 ? 0 : LENGTH * share(oil);
  }

  /** The part of a full lamp's reach. */
  static double share(double oil) {
    return oil <= 0 ? 0 : 0.35 + 0.65 * oil;
  }

  /** Where the lamp stands in its turn, in radians; 0 is right, a half turn left. */
  static double turn(double seconds) {
    return 2 * Math.PI * (seconds % TURN_S) / TURN_S;
  }

  /** How a still picture shows it: to the left, as far as it goes. */
  static double stillTurn() {
    return Math.PI;
  }

  /**
   * The beam of a lamp so turned. It lies level in the room, so it is short when it meets the eye.
   */
  static Beam at(double turn, double reach) {
    double along = Math.cos(turn) * reach;
    return new Beam(
        along, -TILT * along - 0.05 * Math.sin(turn) * reach, Math.tan(HALF_ANGLE) * reach);
  }

  /**
   * Whether its end goes so fast that every frame shows it. A long one goes slowly, and is what
   * costs most to draw.
   */
  static boolean fast(double turn) {
    return Math.abs(Math.sin(turn)) > 0.73;
  }

  /** 0 to 1: how much it dazzles, once a turn for 180 ms. */
  static double flash(double turn) {
    double away = Math.abs(turn - Math.PI / 2) / (2 * Math.PI) * TURN_S;
    return Math.max(0, 1 - away / (FLASH_S / 2));
  }

  /** 0.6 to 1: how it burns in its last ten minutes. */
  static double flicker(double seconds) {
    return 0.8 + 0.2 * Math.sin(2 * Math.PI * seconds / FLICKER_S);
  }
}
