package dev.offing.client.scene;

import java.util.function.Consumer;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** A layer that grows: what is new rises from the foot, before what was there. */
final class Riser {

  /** Nothing is built below the quay's edge. */
  private static final double GROUND = 486;

  /** How high the scaffold stands over what has risen. */
  private static final double REACH = 44;

  private static final double LEFT = 66;
  private static final double RIGHT = 426;

  private final boolean scaffolded;
  private final double x;
  private final double y;
  private final double width;
  private final double height;
  private final Consumer<GraphicsContext> painter;
  private final Group root = new Group();
  private final Rectangle risen = new Rectangle();
  private final Path scaffold = new Path();
  private final Rectangle rising = new Rectangle();
  private Layer layer;
  private @Nullable Layer before;
  private double since;

  Riser(
      double x,
      double y,
      double width,
      double height,
      boolean scaffolded,
      Consumer<GraphicsContext> painter) {
    this.scaffolded = scaffolded;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.painter = painter;
    layer = new Layer(x, y, width, height, painter);
    root.getChildren().add(layer.node());
    scaffold.setStroke(Color.web("#7A5636"));
    scaffold.setClip(rising);
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
      if (scaffolded) {
        build(frame.scale());
        root.getChildren().add(scaffold);
      }
      move(seconds);
    }
    bakery.add(layer);
  }

  /** Poles, planks and braces over the whole; only where it rises they are seen. */
  private void build(double scale) {
    scaffold.setStrokeWidth(1.6 * scale);
    scaffold.getElements().clear();
    double foot = y + Math.min(height, GROUND - y);
    for (double at = x + LEFT; at <= x + RIGHT; at += 30) {
      line(scale, at, y, at, foot);
    }
    for (double at = foot; at > y; at -= 26) {
      line(scale, x + LEFT - 8, at, x + RIGHT + 8, at);
      for (double brace = x + LEFT; brace < x + RIGHT - 1; brace += 60) {
        line(scale, brace, at, brace + 30, at - 26);
      }
    }
  }

  private void line(double scale, double fromX, double fromY, double toX, double toY) {
    scaffold
        .getElements()
        .addAll(new MoveTo(fromX * scale, fromY * scale), new LineTo(toX * scale, toY * scale));
  }

  /** Whether something is still rising. */
  boolean rising() {
    return before != null;
  }

  private void end() {
    if (before != null) {
      root.getChildren().removeAll(before.node(), scaffold);
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
    rising.setX(layer.node().getLayoutX());
    rising.setY(layer.node().getLayoutY() + left - REACH);
    rising.setWidth(layer.node().getWidth());
    rising.setHeight(REACH);
    scaffold.setOpacity(Math.min(1, 4 * (1 - part)));
  }
}
