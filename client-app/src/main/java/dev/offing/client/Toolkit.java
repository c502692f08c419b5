package dev.offing.client;

import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;

/**
 * Starts JavaFX without an {@code Application}: that class is made by JavaFX from its name, while
 * everything here is given what it needs. Once per JVM.
 */
public final class Toolkit {

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private Toolkit() {}

  /** Looks for a display where that can be told before the toolkit tries. */
  static void requireDisplay() throws NoDisplayException {
    if (!mayHaveDisplay()) {
      throw new NoDisplayException("DISPLAY is not set");
    }
  }

  /**
   * Starts the toolkit on the machine's display.
   *
   * @param then called on the toolkit's thread
   */
  static void start(Runnable then) throws NoDisplayException {
    launch(then);
  }

  /** Starts it on JavaFX's own headless platform, drawn in software. */
  static void startHeadless(Runnable then) throws NoDisplayException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    launch(then);
  }

  /**
   * Starts it drawn in software: on the machine's display where there is one, else headless. The
   * headless platform copies the whole window for each frame, pixel by pixel, which no display
   * does; figures of drawing are worth something on a display only.
   */
  static void startInSoftware(Runnable then) throws NoDisplayException {
    if (!mayHaveDisplay()) {
      startHeadless(then);
    } else {
      System.setProperty("prism.order", "sw");
      launch(then);
    }
  }

  private static void launch(Runnable then) throws NoDisplayException {
    // It warns of the class path that this project chose; that is no news for a player.
    JAVAFX.setLevel(Level.SEVERE);
    try {
      Platform.startup(then);
    } catch (RuntimeException | LinkageError e) {
      throw new NoDisplayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether there is a display, as far as that can be told before the toolkit tries. */
  public static boolean mayHaveDisplay() {
    return !isLinux(System.getProperty("os.name")) || hasDisplay(System.getenv());
  }

  /** JavaFX draws through X, on Wayland as well. */
  static boolean hasDisplay(Map<String, String> environment) {
    return !environment.getOrDefault("DISPLAY", "").isBlank();
  }

  private static boolean isLinux(String os) {
    return os.toLowerCase(Locale.ROOT).startsWith("linux");
  }
}
