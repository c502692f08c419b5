package dev.offing.client.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.art.Gallery;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The title on the band of the other screens, in pixels. */
final class BandTest {

  /** The two inks of look.css, ".page-head". */
  private static final Color INK = Color.web("#14303C");

  private static final Color PAPER = Color.web("#F2E9D8");

  @BeforeAll
  static void startToolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void theTitleCanBeReadAtEveryHour() throws Exception {
    WaitForAsyncUtils.asyncFx(
            () -> {
              Band band = new Band(new Gallery(), 148);
              Scene scene = new Scene(band, 1204, 148);
              Set<String> owned = new HashSet<>(Harbours.kinds());
              for (int minute = 0; minute < 24 * 60; minute += 90) {
                LocalDateTime time = LocalDateTime.of(2026, 3, 21, minute / 60, minute % 60);
                band.show(
                    new SceneState(
                        time, 1, false, Harbours.kinds(), owned, true, SceneState.NEVER));
                scene.getRoot().layout();
                PixelReader pixels = scene.snapshot(null).getPixelReader();
                Color ink = band.darkProperty().get() ? PAPER : INK;
                for (int x = 24; x < 150; x += 3) {
                  for (int y = 24; y < 80; y += 3) {
                    assertThat(contrast(ink, pixels.getColor(x, y)))
                        .as("%s at %s, %s", time, x, y)
                        .isGreaterThanOrEqualTo(4.5);
                  }
                }
              }
              return null;
            })
        .get(60, TimeUnit.SECONDS);
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * channel(c.getRed())
        + 0.7152 * channel(c.getGreen())
        + 0.0722 * channel(c.getBlue());
  }

  private static double channel(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
