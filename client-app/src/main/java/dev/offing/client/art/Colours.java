package dev.offing.client.art;

import javafx.scene.paint.Color;

/** Small sums on colours. */
public final class Colours {

  private Colours() {}

  /** So far from one to the other, 0 to 1, in sRGB as a poster mixes them. */
  public static Color mix(Color from, Color to, double part) {
    return from.interpolate(to, Math.clamp(part, 0, 1));
  }

  /** The same colour, so opaque. */
  public static Color alpha(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), Math.clamp(opacity, 0, 1));
  }
}
