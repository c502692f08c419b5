package dev.offing.client.art;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.RadialGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/** Paints drawings on a canvas by the light of an hour. Belongs to the canvas's thread. */
public final class Painter {

  /** So thin that nothing of it is seen. */
  private static final double NOTHING = 0.004;

  private final GraphicsContext g;
  private final boolean smoke;

  private Painter(GraphicsContext g, boolean smoke) {
    this.g = g;
    this.smoke = smoke;
  }

  /** Paints a drawing in its own places, under the canvas's transform as it is. */
  public static void paint(GraphicsContext g, Drawing drawing, Light light) {
    new Painter(g, /* smoke= */ true).start(drawing, light);
  }

  /** Paints what still water shows of it: neither smoke nor lamps. */
  public static void paintReflected(GraphicsContext g, Drawing drawing, Light light) {
    new Painter(g, /* smoke= */ false).start(drawing, light.lamps(0));
  }

  private void start(Drawing drawing, Light light) {
    g.save();
    g.setLineCap(StrokeLineCap.ROUND);
    g.setLineJoin(StrokeLineJoin.ROUND);
    paint(drawing.root(), light, 1, 0);
    g.restore();
  }

  private void paint(Mark mark, Light light, double opacity, double depth) {
    switch (mark) {
      case Mark.Group group -> paint(group, light, opacity, depth);
      case Mark.Figure figure -> paint(figure, light, opacity, depth);
    }
  }

  private static double seen(Mark.Seen seen, Light light) {
    return switch (seen) {
      case ALWAYS -> 1;
      case LIT -> light.lit();
      case DAY -> 1 - light.lit();
    };
  }

  private void paint(Mark.Group group, Light light, double opacity, double depth) {
    double part = opacity * group.opacity() * seen(group.seen(), light);
    if (part < NOTHING) {
      return;
    }
    g.save();
    map(group.map());
    if (group.clip() != null) {
      // JavaFX (26) makes the mask of a clip as opaque as what was drawn last: so this is drawn.
      g.setGlobalAlpha(1);
      g.setFill(Color.TRANSPARENT);
      g.fillRect(0, 0, 1, 1);
      g.beginPath();
      g.appendSVGPath(group.clip());
      g.clip();
    }
    for (Mark child : group.children()) {
      paint(child, light, part, deeper(depth, group.depth()));
    }
    g.restore();
  }

  private void paint(Mark.Figure figure, Light light, double opacity, double depth) {
    double own = figure.opacity() + (figure.litOpacity() - figure.opacity()) * light.lit();
    double part = opacity * own * seen(figure.seen(), light);
    if (part < NOTHING || (figure.smoke() && !smoke)) {
      return;
    }
    double deep = deeper(depth, figure.depth());
    boolean moved = !figure.map().isIdentity();
    if (moved) {
      g.save();
      map(figure.map());
    }
    g.setGlobalAlpha(part);
    if (figure.fill() != null) {
      g.setFill(paint(figure.fill(), light, deep));
      fill(figure.form());
    }
    if (figure.stroke() != null) {
      g.setStroke(paint(figure.stroke(), light, deep));
      g.setLineWidth(figure.strokeWidth());
      g.setLineDashes(figure.dashes().stream().mapToDouble(Double::doubleValue).toArray());
      stroke(figure.form());
    }
    if (moved) {
      g.restore();
    }
  }

  private void map(Matrix map) {
    if (!map.isIdentity()) {
      g.transform(map.xx(), map.yx(), map.xy(), map.yy(), map.tx(), map.ty());
    }
  }

  private void fill(Form form) {
    switch (form) {
      case Form.Path path -> {
        g.beginPath();
        g.appendSVGPath(path.data());
        g.fill();
      }
      case Form.Oval it ->
          g.fillOval(
              it.x() - it.radiusX(), it.y() - it.radiusY(), it.radiusX() * 2, it.radiusY() * 2);
      case Form.Box it when it.radius() == 0 -> g.fillRect(it.x(), it.y(), it.width(), it.height());
      case Form.Box it ->
          g.fillRoundRect(
              it.x(), it.y(), it.width(), it.height(), it.radius() * 2, it.radius() * 2);
    }
  }

  private void stroke(Form form) {
    switch (form) {
      case Form.Path path -> {
        g.beginPath();
        g.appendSVGPath(path.data());
        g.stroke();
      }
      case Form.Oval it ->
          g.strokeOval(
              it.x() - it.radiusX(), it.y() - it.radiusY(), it.radiusX() * 2, it.radiusY() * 2);
      case Form.Box it ->
          g.strokeRoundRect(
              it.x(), it.y(), it.width(), it.height(), it.radius() * 2, it.radius() * 2);
    }
  }

  private static double deeper(double depth, double own) {
    return 1 - (1 - depth) * (1 - own);
  }

  private static Paint paint(Ink ink, Light light, double depth) {
    return switch (ink) {
      case Ink.Flat flat -> colour(flat, light, depth);
      case Ink.Linear it ->
          new LinearGradient(
              it.x1(),
              it.y1(),
              it.x2(),
              it.y2(),
              !it.ofUser(),
              CycleMethod.NO_CYCLE,
              stops(it.stops(), light, depth));
      case Ink.Radial it ->
          new RadialGradient(
              0,
              0,
              it.x(),
              it.y(),
              it.radius(),
              !it.ofUser(),
              CycleMethod.NO_CYCLE,
              stops(it.stops(), light, depth));
    };
  }

  private static Color colour(Ink.Flat flat, Light light, double depth) {
    Color own = flat.raw() ? flat.colour() : light.on(flat.colour(), depth);
    return flat.lit() == null ? own : Colours.mix(own, flat.lit(), light.lit());
  }

  private static List<Stop> stops(List<Ink.Stop> stops, Light light, double depth) {
    return stops.stream()
        .map(it -> new Stop(it.offset(), it.raw() ? it.colour() : light.on(it.colour(), depth)))
        .toList();
  }
}
