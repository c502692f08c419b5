package dev.offing.client.art;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/** A drawing as a node of a fixed size, sharp on every screen. */
public class ArtView extends Canvas {

  private final Drawing drawing;

  /**
   * Shows a drawing at its own proportions.
   *
   * @param name of the drawing: {@code good-tea}, {@code bottle}, {@code brand}
   * @param width in pixels; the height follows
   */
  public ArtView(Gallery gallery, String name, double width) {
    drawing = gallery.drawing(name);
    setWidth(width);
    setHeight(width * drawing.height() / drawing.width());
    setMouseTransparent(true);
    show(Light.PLAIN);
  }

  /** Paints it by another light. */
  public final void show(Light light) {
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, getWidth(), getHeight());
    g.save();
    double scale = getWidth() / drawing.width();
    g.scale(scale, scale);
    g.translate(-drawing.minX(), -drawing.minY());
    Painter.paint(g, drawing, light);
    g.restore();
  }
}
