package dev.offing.client.scene;

import dev.offing.client.art.Colours;
import dev.offing.client.art.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.RadialGradient;
import javafx.scene.paint.Stop;

/** Paints what is above the horizon: sky, stars, sun or moon, streaks, clouds, ridges. */
final class Heaven {

  /** Where streaks lie: x, y, width, opacity. */
  private static final double[][] STREAKS = {
    {120, 276, 300, 0.35},
    {560, 290, 260, 0.4},
    {300, 298, 420, 0.45},
    {900, 268, 320, 0.35},
    {700, 120, 200, 0.25},
    {1420, 282, 340, 0.4}
  };

  private static final int STARS = 130;
  private static final double SKY_FOOT = Swell.HORIZON + 8;

  private Heaven() {}

  static void sky(GraphicsContext g, Sky sky, double width) {
    Palette palette = sky.palette();
    g.setFill(palette.sky(0, SKY_FOOT));
    g.fillRect(0, 0, width, SKY_FOOT);
    stars(g, Math.clamp((palette.dark() - 0.5) * 2, 0, 1), width);
    orb(g, palette, sky.orb());
    for (double[] it : STREAKS) {
      g.setGlobalAlpha(it[3]);
      g.setFill(palette.cloudTop());
      lens(g, it[0], it[1], it[2], it[2] * 0.022, it[2] * 0.018);
    }
    g.setGlobalAlpha(1);
  }

  private static void stars(GraphicsContext g, double shine, double width) {
    if (shine == 0) {
      return;
    }
    Dice dice = new Dice(11);
    g.setFill(Color.web("#F2F0DE"));
    for (int i = 0; i < STARS * width / 1280; i++) {
      double y = Math.pow(dice.next(), 1.5) * 270;
      double size = dice.next();
      double radius = size > 0.93 ? 1.5 : size > 0.6 ? 0.95 : 0.6;
      double x = dice.next() * width;
      g.setGlobalAlpha(shine * (0.25 + dice.next() * 0.65) * (1 - y / 330));
      g.fillOval(x - radius, y - radius, radius * 2, radius * 2);
    }
    g.setGlobalAlpha(1);
  }

  private static void orb(GraphicsContext g, Palette palette, Orb orb) {
    double reach = orb.radius() * 9;
    Color glow = palette.glow();
    double strength = palette.dark() > 0.5 ? 0.5 : 0.9;
    g.setFill(
        new RadialGradient(
            0,
            0,
            orb.x(),
            orb.y(),
            reach,
            false,
            CycleMethod.NO_CYCLE,
            new Stop(0, Colours.alpha(glow, 0.95 * strength)),
            new Stop(0.18, Colours.alpha(glow, 0.5 * strength)),
            new Stop(0.5, Colours.alpha(glow, 0.16 * strength)),
            new Stop(1, Colours.alpha(glow, 0))));
    g.fillRect(orb.x() - reach, orb.y() - reach, reach * 2, SKY_FOOT - orb.y() + reach);
    if (orb.moon()) {
      moon(g, palette.orb(), orb);
      return;
    }
    disc(g, Colours.alpha(glow, 0.16), orb, 2.6);
    disc(g, Colours.alpha(glow, 0.3), orb, 1.7);
    disc(g, palette.orb(), orb, 1);
  }

  private static void disc(GraphicsContext g, Color colour, Orb orb, double times) {
    double radius = orb.radius() * times;
    g.setFill(colour);
    g.fillOval(orb.x() - radius, orb.y() - radius, radius * 2, radius * 2);
  }

  private static void moon(GraphicsContext g, Color colour, Orb orb) {
    double r = orb.radius();
    double inner = r * 1.12;
    g.save();
    g.translate(orb.x(), orb.y());
    g.rotate(-28);
    g.setFill(colour);
    g.beginPath();
    g.appendSVGPath(
        "M0,%s A%s,%s 0 1 0 0,%s A%s,%s 0 0 1 0,%s Z".formatted(-r, r, r, r, inner, inner, -r));
    g.fill();
    g.restore();
  }

  /** A sliver, thick in its middle: {@code up} above and {@code down} below its ends. */
  static void lens(GraphicsContext g, double x, double y, double width, double up, double down) {
    g.beginPath();
    g.moveTo(x, y);
    g.quadraticCurveTo(x + width * 0.45, y - up, x + width, y);
    g.quadraticCurveTo(x + width * 0.5, y + down, x, y);
    g.closePath();
    g.fill();
  }

  /** The hills on the far shore. */
  static void ridges(GraphicsContext g, Palette palette, double width) {
    ridge(g, palette, Swell.HORIZON + 2, 40, 7, 0.78, width);
    ridge(g, palette, Swell.HORIZON + 3, 25, 23, 0.6, width);
  }

  private static void ridge(
      GraphicsContext g,
      Palette palette,
      double y,
      double height,
      long seed,
      double depth,
      double width) {
    Dice dice = new Dice(seed);
    double[] at = {dice.next() * 6, dice.next() * 6, dice.next() * 6};
    double[] of = {
      0.004 + dice.next() * 0.003, 0.011 + dice.next() * 0.006, 0.027 + dice.next() * 0.01
    };
    g.setFill(palette.light().at(depth).on(Color.web("#6C93A0"), 0));
    g.beginPath();
    g.moveTo(0, y + 40);
    for (double x = 0; x <= width + 10; x += 10) {
      double up =
          height * (0.55 + 0.45 * Math.sin(x * of[0] + at[0]))
              + height * 0.3 * Math.sin(x * of[1] + at[1])
              + height * 0.1 * Math.sin(x * of[2] + at[2]);
      g.lineTo(x, y - up);
    }
    g.lineTo(width + 10, y + 40);
    g.closePath();
    g.fill();
  }

  /** The haze that lies on the horizon. */
  static void haze(GraphicsContext g, Palette palette, double width) {
    Color haze = palette.light().haze();
    double top = Swell.HORIZON - 16;
    g.setFill(
        new LinearGradient(
            0,
            top,
            0,
            top + 40,
            false,
            CycleMethod.NO_CYCLE,
            List.of(
                new Stop(0, Colours.alpha(haze, 0)),
                new Stop(0.4, Colours.alpha(haze, 0.5)),
                new Stop(1, Colours.alpha(haze, 0)))));
    g.fillRect(0, top, width, 40);
  }
}
