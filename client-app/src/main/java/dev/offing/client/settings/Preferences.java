package dev.offing.client.settings;

import dev.offing.client.harbour.Notation;
import org.jspecify.annotations.Nullable;

/**
 * What the player chose on this computer, for all profiles.
 *
 * @param window where the window was; null before it was ever closed
 */
public record Preferences(
    ThemeChoice theme, Notation notation, Motion motion, @Nullable Bounds window) {

  /** Of one who never chose. */
  public static final Preferences DEFAULT =
      new Preferences(ThemeChoice.SYSTEM, Notation.SHORT, Motion.SYSTEM, null);

  /** The place of a window, in pixels of the desktop. */
  public record Bounds(double x, double y, double width, double height, boolean maximised) {}

  Preferences with(ThemeChoice chosen) {
    return new Preferences(chosen, notation, motion, window);
  }

  Preferences with(Notation chosen) {
    return new Preferences(theme, chosen, motion, window);
  }

  Preferences with(Motion chosen) {
    return new Preferences(theme, notation, chosen, window);
  }

  Preferences with(Bounds now) {
    return new Preferences(theme, notation, motion, now);
  }
}
