package dev.offing.client.scene;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/**
 * Something that is painted once and then only moved: a canvas over a box of the scene, in the
 * screen's own pixels, as a canvas under a scale is blurred. Belongs to the toolkit's thread.
 */
final class Layer {

  private final Canvas canvas = new Canvas();
  private final Consumer<GraphicsContext> painter;
  private double x;
  private double y;
  private double width;
  private double height;
  private double scale = 1;

  Layer(double x, double y, double width, double height, Consumer<GraphicsContext> painter) {
    this.painter = painter;
    box(x, y, width, height);
    canvas.setMouseTransparent(true);
  }

  Canvas node() {
    return canvas;
  }

  /** Gives it another box, in units of the scene; it is to be fitted and painted after. */
  void box(double newX, double newY, double newWidth, double newHeight) {
    x = newX;
    y = newY;
    width = newWidth;
    height = newHeight;
  }

  /** Puts it in its place at so many pixels a unit; it is to be painted after. */
  void fit(double pixels) {
    scale = pixels;
    canvas.setWidth(Math.ceil(width * scale));
    canvas.setHeight(Math.ceil(height * scale));
    canvas.setLayoutX(Math.floor(x * scale));
    canvas.setLayoutY(Math.floor(y * scale));
  }

  void paint() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.setGlobalAlpha(1);
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    g.setTransform(scale, 0, 0, scale, -canvas.getLayoutX(), -canvas.getLayoutY());
    painter.accept(g);
  }
}
