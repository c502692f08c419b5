package dev.offing.client.shell;

import dev.offing.client.settings.Preferences.Bounds;
import java.util.List;
import javafx.geometry.Rectangle2D;

/** Where a window may open again. */
public final class WindowPlace {

  /** So much of the window must be on a screen to be taken hold of. */
  private static final double GRIP = 80;

  private WindowPlace() {}

  /**
   * Whether a window at its old place can be reached: a screen may have been taken away.
   *
   * @param screens the screens that are there, in pixels of the desktop
   */
  public static boolean reachable(Bounds place, List<Rectangle2D> screens) {
    return place.width() >= GRIP
        && place.height() >= GRIP
        && screens.stream()
            .anyMatch(screen ->
                overlap(place.x(), place.width(), screen.getMinX(), screen.getWidth()) >= GRIP
                    && place.y() >= screen.getMinY() - 1
                    && place.y() <= screen.getMaxY() - GRIP);
  }

  private static double overlap(double from, double length, double otherFrom, double otherLength) {
    return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
  }
}
