package dev.offing.client.scene;

import dev.offing.client.art.Drawing;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Light;
import dev.offing.client.art.Painter;
import javafx.scene.canvas.GraphicsContext;

/** Paints the tower with what it tells of the oil. */
final class Lighthouse {

  private static final double HEIGHT = 168;
  private static final double WICK = -175.34;
  private static final double TIP = -200.4;

  private Lighthouse() {}

  /**
   * Paints it, its foot at 0, 0.
   *
   * @param windows how many are lit, from below
   */
  static void paint(GraphicsContext g, Gallery gallery, Light light, double oil, int windows) {
    boolean burns = oil > 0;
    boolean low = oil < Beam.LOW;
    Drawing it = gallery.drawing("lighthouse");
    Painter.paint(g, it.part("tower"), light);
    for (int i = 0; i < Beam.WINDOWS; i++) {
      double t = (double) (Beam.WINDOWS - 1 - i) / Beam.WINDOWS;
      g.save();
      g.translate(0, -HEIGHT + HEIGHT * (0.09 + t * 0.98 * 0.86));
      Painter.paint(g, it.part(i < windows ? "window-lit" : "window-dark"), light);
      g.restore();
    }
    Painter.paint(g, it.part(low ? "glass-low" : "glass"), burns ? light : light.lamps(0));
    Painter.paint(g, it.part("bars"), light);
    if (burns) {
      g.save();
      g.translate(0, WICK);
      g.scale(1, (0.82 - 0.35 * (1 - oil)) / 0.82);
      Painter.paint(g, it.part(low ? "flame-low" : "flame"), light);
      g.restore();
    }
    Painter.paint(g, it.part("roof"), light);
    if (!burns) {
      g.save();
      g.translate(0, TIP);
      Painter.paint(g, gallery.drawing("wisp"), light);
      g.restore();
    }
  }
}
