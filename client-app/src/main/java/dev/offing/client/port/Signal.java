package dev.offing.client.port;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/**
 * The signal flag that somebody sails under: drawn from the name, so that the same name always has
 * the same flag. Flags are cloth, the same in both themes.
 */
final class Signal extends Canvas {
  private static final double RADIUS = 8;
  private static final Color[] LIGHT = {Color.web("#EADBBB"), Color.web("#E2AE45")};
  private static final Color[] DEEP = {
    Color.web("#CB4432"), Color.web("#0F5F68"), Color.web("#1F3A52"), Color.web("#8A5A0B")
  };
  private static final int PATTERNS = 8;

  private String name = "";

  Signal(double size) {
    super(size, size);
    setMouseTransparent(true);
  }

  /** Shows the flag of a name. */
  void show(String of) {
    if (!of.equals(name)) {
      name = of;
      draw();
    }
  }

  private void draw() {
    double s = getWidth();
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, s, s);
    int hash = mix(name.hashCode());
    Color field = LIGHT[Math.floorMod(hash, LIGHT.length)];
    Color mark = DEEP[Math.floorMod(hash >> 4, DEEP.length)];
    boolean swapped = (hash >> 8 & 1) == 1;
    g.save();
    g.beginPath();
    g.moveTo(RADIUS, 0);
    g.arcTo(s, 0, s, s, RADIUS);
    g.arcTo(s, s, 0, s, RADIUS);
    g.arcTo(0, s, 0, 0, RADIUS);
    g.arcTo(0, 0, s, 0, RADIUS);
    g.closePath();
    g.clip();
    g.setFill(swapped ? mark : field);
    g.fillRect(0, 0, s, s);
    g.setFill(swapped ? field : mark);
    pattern(g, s, Math.floorMod(hash >> 12, PATTERNS));
    g.restore();
  }

  private static void pattern(GraphicsContext g, double s, int which) {
    switch (which) {
      case 0 -> g.fillRect(s / 2, 0, s / 2, s);
      case 1 -> g.fillRect(0, s / 3, s, s / 3);
      case 2 -> {
        g.fillRect(s * .4, 0, s * .2, s);
        g.fillRect(0, s * .4, s, s * .2);
      }
      case 3 -> g.fillRect(s * .28, s * .28, s * .44, s * .44);
      case 4 -> g.fillOval(s * .24, s * .24, s * .52, s * .52);
      case 5 -> g.fillPolygon(new double[] {0, s, 0}, new double[] {0, s, s}, 3);
      case 6 -> {
        g.fillRect(0, 0, s / 2, s / 2);
        g.fillRect(s / 2, s / 2, s / 2, s / 2);
      }
      default -> {
        double w = s * .16;
        g.fillPolygon(new double[] {0, w, s, s, s - w, 0}, new double[] {0, 0, s - w, s, s, w}, 6);
        g.fillPolygon(new double[] {s - w, s, s, w, 0, 0}, new double[] {0, 0, w, s, s, s - w}, 6);
      }
    }
  }

  /** Names are hexadecimal and alike; their hashes must not be. */
  private static int mix(int hash) {
    int h = (hash ^ hash >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }
}
