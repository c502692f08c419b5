package dev.offing.client.scene;

import dev.offing.client.art.Colours;
import dev.offing.client.art.Palette;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * One cloud: an outline of arcs over a foot that melts away, about the middle of its foot.
 *
 * @param speed in units of the scene a second
 */
record Cloud(double x, double y, double size, long seed, double opacity, double speed) {

  /** The clouds of a fair day, farthest first. */
  static final List<Cloud> FAIR =
      List.of(
          new Cloud(250, 262, 0.7, 3, 0.6, 2),
          new Cloud(380, 286, 0.6, 9, 0.6, 2),
          new Cloud(960, 250, 1.1, 5, 0.7, 3),
          new Cloud(620, 272, 0.75, 14, 0.7, 2.3),
          new Cloud(322, 190, 1.15, 21, 0.92, 4),
          new Cloud(1060, 150, 2, 33, 0.92, 5),
          new Cloud(655, 172, 1.05, 8, 0.85, 4.2));

  /** Half of what it covers at most. */
  double halfWidth() {
    return 110 * size * 1.35;
  }

  double height() {
    return 42 * size * 1.5;
  }

  /** Paints it about 0, 0. */
  void paint(GraphicsContext g, Palette palette) {
    Dice dice = new Dice(seed * 7919);
    int arcs = 6 + (int) Math.floor(dice.next() * 4);
    double skew = 0.35 + dice.next() * 0.3;
    double half = (70 + dice.next() * 40) * size;
    double high = (26 + dice.next() * 16) * size;
    List<double[]> points = new ArrayList<>();
    for (int i = 1; i < arcs; i++) {
      double t = (double) i / arcs + (dice.next() - 0.5) * 0.07;
      double q = t < skew ? t / skew : (1 - t) / (1 - skew);
      double up = high * (0.18 + 0.82 * Math.pow(Math.max(0, q), 0.8));
      points.add(new double[] {-half + 2 * half * t, -up * (0.82 + dice.next() * 0.3)});
    }
    points.add(new double[] {half, 0});
    g.setGlobalAlpha(opacity);
    g.setFill(shade(palette, -high * 1.5));
    g.beginPath();
    g.appendSVGPath(outline(half, points));
    g.fill();
    g.setGlobalAlpha(opacity * 0.45);
    g.setFill(palette.cloudFoot());
    g.beginPath();
    g.moveTo(-half * 1.3, 5 * size);
    g.quadraticCurveTo(-half * 0.3, -2 * size, half * 0.8, 5 * size);
    g.quadraticCurveTo(-half * 0.2, 10 * size, -half * 1.3, 5 * size);
    g.fill();
    g.setGlobalAlpha(1);
  }

  private String outline(double half, List<double[]> points) {
    StringBuilder path = new StringBuilder("M%s,0".formatted(-half));
    double[] before = {-half, 0};
    for (double[] it : points) {
      double radius = Math.hypot(it[0] - before[0], it[1] - before[1]) * 0.56;
      path.append(" A%s,%s 0 0 1 %s,%s".formatted(radius, radius, it[0], it[1]));
      before = it;
    }
    double foot = 9 * size;
    path.append(" Q%s,%s 0,%s T%s,0 Z".formatted(half * 0.4, foot, 7 * size, -half));
    return path.toString();
  }

  private LinearGradient shade(Palette palette, double top) {
    Color between = Colours.mix(palette.cloudTop(), palette.cloudFoot(), 0.35);
    return new LinearGradient(
        0,
        top,
        0,
        8 * size,
        false,
        CycleMethod.NO_CYCLE,
        List.of(
            new Stop(0, palette.cloudTop()),
            new Stop(0.45, Colours.alpha(between, 0.98)),
            new Stop(0.82, Colours.alpha(palette.cloudFoot(), 0.8)),
            new Stop(1, Colours.alpha(palette.cloudFoot(), 0))));
  }
}
