package dev.offing.client.scene;

/**
 * How the scene lies on the screen.
 *
 * @param scale pixels a unit of the scene
 * @param width of what the window shows, in units; its height is 720 from the foot up
 * @param left up to here something covers the scene, in units
 * @param right from here on something covers it
 * @param foot from here down nothing covers it, in units
 * @param smooth a GPU draws: positions between pixels cost nothing
 */
record Frame(double scale, double width, double left, double right, double foot, boolean smooth) {

  /** The drawn coast ends here. */
  private static final double WIDEST = 1900;

  static final double HEIGHT = 720;

  /** Fits the height, so the lantern is never cut off; more width shows more sea. */
  static double scale(double width, double height) {
    return Math.max(height / HEIGHT, width / WIDEST);
  }

  /** Units as pixels; whole ones where anything else would have to be filtered. */
  double pixels(double units) {
    double pixels = units * scale;
    return smooth ? pixels : Math.round(pixels);
  }
}
