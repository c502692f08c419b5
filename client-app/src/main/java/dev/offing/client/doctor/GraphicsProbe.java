package dev.offing.client.doctor;

import java.util.concurrent.CountDownLatch;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;

/**
 * Starts JavaFX and says what it found, in a process of its own: where a display is broken, the
 * libraries below JavaFX may end the process.
 */
public final class GraphicsProbe {
  private GraphicsProbe() {}

  /** Says one line: how it draws, and the size of the screen. */
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Platform.startup(() -> {
      Rectangle2D screen = Screen.getPrimary().getBounds();
      System.out.printf(
          "%s, %.0f by %.0f, scale %.2f%n",
          Platform.isSupported(ConditionalFeature.SCENE3D) ? "by the graphics card" : "in software",
          screen.getWidth(),
          screen.getHeight(),
          Screen.getPrimary().getOutputScaleX());
      done.countDown();
    });
    done.await();
    Platform.exit();
  }
}
