package dev.offing.client.art;

import java.util.List;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** What a figure is filled or drawn with. */
sealed interface Ink {

  /**
   * One colour.
   *
   * @param raw the light does not touch it
   * @param lit the colour by night, as of a window with a lamp behind it; the light does not touch
   *     that one either
   */
  record Flat(Color colour, boolean raw, @Nullable Color lit) implements Ink {}

  /** A run of colours along a line; in parts of the figure's box unless {@code ofUser}. */
  record Linear(double x1, double y1, double x2, double y2, boolean ofUser, List<Stop> stops)
      implements Ink {}

  /** A run of colours from a centre; in parts of the figure's box unless {@code ofUser}. */
  record Radial(double x, double y, double radius, boolean ofUser, List<Stop> stops)
      implements Ink {}

  /** A colour in a run, 0 to 1 on the way. */
  record Stop(double offset, Color colour, boolean raw) {}
}
