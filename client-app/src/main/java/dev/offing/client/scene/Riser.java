package dev.offing.client.scene;

import java.util.function.Consumer;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** A layer that grows: what is new rises from the foot, before what was there. */
final class Riser {

  private final double x;
  private final double y;
  private final double width;
  private final double height;
  private final Consumer<GraphicsContext> painter;
  private final Group root = new Group();
  private final Rectangle risen = new Rectangle();
  private Layer layer;
  private @Nullable Layer before;
  private double since;

  Riser(double x, double y, double width, double height, Consumer<GraphicsContext> painter) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.painter = painter;
    layer = new Layer(x, y, width, height, painter);
    root.getChildren().add(layer.node());
  }

  Group root() {
    return root;
  }

  Layer layer() {
    return layer;
  }

  /** From now on the painter paints something else, which rises, or is there at once. */
  void rise(Frame frame, Bakery bakery, double seconds, boolean atOnce) {
    end();
    if (!atOnce) {
      bakery.remove(layer);
      before = layer;
      layer = new Layer(x, y, width, height, painter);
      layer.fit(frame.scale());
      layer.node().setClip(risen);
      since = seconds;
      root.getChildren().add(root.getChildren().indexOf(before.node()) + 1, layer.node());
      move(seconds);
    }
    bakery.add(layer);
  }

  private void end() {
    if (before != null) {
      root.getChildren().remove(before.node());
      layer.node().setClip(null);
      before = null;
    }
  }

  void fit(Frame frame) {
    end();
    layer.fit(frame.scale());
  }

  void move(double seconds) {
    if (before == null) {
      return;
    }
    double part = (seconds - since) / Growth.RISE_S;
    if (part >= 1) {
      end();
      return;
    }
    double left = layer.node().getHeight() * (1 - Math.max(0, part));
    risen.setY(Math.floor(left));
    risen.setWidth(layer.node().getWidth());
    risen.setHeight(layer.node().getHeight());
  }
}
