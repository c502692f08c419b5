package dev.offing.client;

import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/** The lighthouse on its sea, drawn on a grid of 34 (docs/design/look.md). */
final class AppIcon {

  private static final double GRID = 34;
  private static final double SIZE = 128;

  private AppIcon() {}

  /** Draws it. On the toolkit's thread. */
  static Image draw() {
    Canvas canvas = new Canvas(SIZE, SIZE);
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.scale(SIZE / GRID, SIZE / GRID);
    g.setFill(Color.web("#F3E7CF"));
    g.fillOval(1, 1, 32, 32);
    fill(g, "#2E8086", "M3 20q7-5 14 0t14 0a14 14 0 0 1-28 0Z");
    fill(g, "#CB4432", "M15 6l4 0 1.6 13h-7.2Z");
    fill(g, "#F8EFDD", "M14.4 10.5h5.2l.4 3.5h-6Z");
    fill(g, "#22303A", "M13 6h8l-4-3.5Z");
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    return canvas.snapshot(clear, null);
  }

  private static void fill(GraphicsContext g, String colour, String path) {
    g.setFill(Color.web(colour));
    g.beginPath();
    g.appendSVGPath(path);
    g.fill();
  }
}
