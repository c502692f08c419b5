package dev.offing.client.art;

import javafx.scene.paint.Color;

/**
 * The light of an hour: {@code c' = mix(c * light, haze, depth)} for every colour of its own
 * (docs/design/look.md "Sky, sea, light").
 *
 * @param red 0 to 1; green and blue likewise
 * @param haze what distance fades into
 * @param depth 0, near, to 1, nothing but haze
 * @param lit 0 to 1: how far lamps burn
 */
public record Light(double red, double green, double blue, Color haze, double depth, double lit) {

  /** Colours as the file has them. */
  public static final Light PLAIN = new Light(1, 1, 1, Color.BLACK, 0, 0);

  /** Everything in one colour, but for the shading. */
  public static Light silhouette(Color colour) {
    return new Light(1, 1, 1, colour, 1, 0);
  }

  /** The same light on something farther away. */
  public Light at(double farther) {
    return new Light(red, green, blue, haze, farther, lit);
  }

  /** The same light with the lamps burning so far. */
  public Light lamps(double burning) {
    return new Light(red, green, blue, haze, depth, burning);
  }

  /** What a colour looks like, itself so deep in the haze besides. */
  public Color on(Color own, double ownDepth) {
    double fade = 1 - (1 - depth) * (1 - ownDepth);
    return new Color(
        mix(own.getRed() * red, haze.getRed(), fade),
        mix(own.getGreen() * green, haze.getGreen(), fade),
        mix(own.getBlue() * blue, haze.getBlue(), fade),
        own.getOpacity());
  }

  private static double mix(double from, double to, double part) {
    return Math.clamp(from + (to - from) * part, 0, 1);
  }
}
