package dev.offing.client.scene;

import dev.offing.client.art.Colours;
import dev.offing.client.art.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * One row of waves: a swell that fades downward, its broken crest, and slivers of light. Only the
 * strip with the crest drifts, as pixels that move are dear in software; it repeats after {@link
 * #period}, so that it can drift for ever.
 *
 * @param nearness 0 at the horizon to 1
 */
record Wave(int row, double nearness) {

  /** No repetition is narrower than this, in units of the scene. */
  private static final double LEAST_PERIOD = 620;

  /** Over so much what drifts fades into what does not. */
  private static final double SEAM = 8;

  static Wave of(int row) {
    return new Wave(row, Swell.nearness(row));
  }

  double y() {
    return Swell.y(nearness);
  }

  double amplitude() {
    return 0.5 + nearness * 5.6;
  }

  /** How far it fades downward. */
  double fall() {
    return 12 + nearness * 70;
  }

  private double length() {
    return 26 + nearness * 190;
  }

  double period() {
    return Math.ceil(LEAST_PERIOD / length()) * length();
  }

  /** How much above {@link #y} it begins. */
  double above() {
    return Math.ceil(amplitude() + 3);
  }

  /** How much below {@link #y} what drifts ends. */
  double below() {
    return Math.ceil(amplitude() + SEAM);
  }

  /** The whole sea under the waves. */
  static void sea(GraphicsContext g, Palette palette, double width) {
    g.setFill(
        new LinearGradient(
            0,
            Swell.HORIZON,
            0,
            720,
            false,
            CycleMethod.NO_CYCLE,
            List.of(
                new Stop(0, palette.seaFar()),
                new Stop(0.16, Colours.mix(palette.seaFar(), palette.seaMiddle(), 0.6)),
                new Stop(0.45, palette.seaMiddle()),
                new Stop(1, palette.seaNear()))));
    g.fillRect(0, Swell.HORIZON, width, 720 - Swell.HORIZON);
  }

  /**
   * Paints the part of it that does not drift, over the whole width: where it has no edge any more.
   * It sets in where the drifting part fades.
   */
  void paintFoot(GraphicsContext g, Palette palette, double width) {
    double top = amplitude();
    Color own = own(palette);
    g.setFill(
        down(
            y() + top,
            y() + fall(),
            new Stop(0, Colours.alpha(body(palette, top), 0)),
            new Stop(SEAM / (fall() - top), body(palette, top + SEAM)),
            new Stop(1, Colours.alpha(own, 0))));
    g.fillRect(0, y() + top, width, fall() - top);
    slivers(g, palette.glint(), new Dice(311 * row + 5), 0, width, amplitude() + 5, fall() * 0.4);
    g.setGlobalAlpha(1);
  }

  /** Paints the part of it that drifts, between two places, at its own height. */
  void paint(GraphicsContext g, Palette palette, double from, double to) {
    double foot = amplitude() + SEAM;
    g.setFill(
        down(
            y() - amplitude(),
            y() + foot,
            new Stop(0, body(palette, -amplitude())),
            new Stop(2 * amplitude() / (2 * amplitude() + SEAM), body(palette, amplitude())),
            new Stop(1, Colours.alpha(body(palette, foot), 0))));
    // Nothing of it beyond where it is to end: it may be painted beside another.
    crest(g, from, to - length() / 2);
    g.lineTo(to, y());
    g.lineTo(to, y() + foot);
    g.lineTo(from, y() + foot);
    g.closePath();
    g.fill();
    Color foam = Colours.mix(own(palette), palette.glint(), 0.5);
    for (double at = from; at < to; at += period()) {
      foam(g, foam, at, Math.min(at + period() - 1, to));
      Dice dice = new Dice(131 * row + 7);
      slivers(g, palette.glint(), dice, at, Math.min(at + period(), to), -1, amplitude() + 4);
    }
    g.setGlobalAlpha(1);
  }

  private Color own(Palette palette) {
    return nearness < 0.5
        ? Colours.mix(palette.seaFar(), palette.seaMiddle(), Math.min(1, nearness * 2.4))
        : Colours.mix(palette.seaMiddle(), palette.seaNear(), (nearness - 0.4) * 1.5);
  }

  /** Its colour so far below its middle: brighter at the crest, and fading. */
  private Color body(Palette palette, double below) {
    double part = (below + amplitude()) / (fall() + amplitude());
    Color own = own(palette);
    Color crest = Colours.mix(own, palette.seaFar(), 0.34 - nearness * 0.14);
    return Colours.alpha(Colours.mix(crest, own, part), 0.8 * (1 - part));
  }

  private static LinearGradient down(double from, double to, Stop... stops) {
    return new LinearGradient(0, from, 0, to, false, CycleMethod.NO_CYCLE, stops);
  }

  private void crest(GraphicsContext g, double from, double to) {
    double half = length() / 2;
    double y = y();
    double lift = -amplitude();
    g.beginPath();
    g.moveTo(from, y);
    for (double x = from; x < to; x += half) {
      g.quadraticCurveTo(x + half / 2, y + lift, x + half, y);
      lift = -lift;
    }
  }

  private void foam(GraphicsContext g, Color colour, double from, double to) {
    Dice dice = new Dice(97 * row + 11);
    double size = 0.4 + nearness;
    g.setGlobalAlpha(0.34 + nearness * 0.16);
    g.setStroke(colour);
    g.setLineWidth(0.6 + nearness * 1.1);
    g.setLineDashes(
        dice.between(16, 56) * size,
        dice.between(30, 90) * size,
        dice.between(6, 24) * size,
        dice.between(70, 220) * size);
    crest(g, from, to - length() / 2);
    g.stroke();
    g.setLineDashes();
  }

  /** Slivers of light, so high and so low about its middle. */
  private void slivers(
      GraphicsContext g,
      Color glint,
      Dice dice,
      double from,
      double to,
      double highest,
      double lowest) {
    long many = Math.round((4.5 - Math.floor(nearness * 2)) * (to - from) / 1280 + 0.5);
    g.setFill(glint);
    for (int i = 0; i < many; i++) {
      double wide = dice.between(8, 34) * (0.5 + nearness * 1.7);
      double x = from + dice.next() * (to - from - wide);
      double y = y() + dice.between(highest, lowest);
      g.setGlobalAlpha(0.10 + dice.next() * 0.14);
      sliver(g, x, y, wide, 1.4 + nearness * 1.6, 1 + nearness);
    }
  }

  static void sliver(GraphicsContext g, double x, double y, double width, double up, double down) {
    g.beginPath();
    g.moveTo(x, y);
    g.quadraticCurveTo(x + width / 2, y - up, x + width, y);
    g.quadraticCurveTo(x + width / 2, y + down, x, y);
    g.closePath();
    g.fill();
  }
}
