package dev.offing.client.scene;

import dev.offing.client.art.Gallery;
import dev.offing.client.art.Light;
import dev.offing.client.art.Painter;
import dev.offing.client.art.Palette;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A strip of open sea for the top of the other screens, so that the harbour is never out of sight:
 * the light of the hour, the player's own vessels, and the lighthouse far off. It fits its width
 * and does not move. Its foot fades into the page by a region with the style class {@code
 * band-fade}. Belongs to the toolkit's thread.
 */
public final class Band extends Region {

  private static final double LEFT = 40;
  private static final double TOP = 250;
  private static final double HEADLAND = 0.42;

  /** The lighthouse, from the right. */
  private static final double LIGHT = 176;

  /** Below so much darkness a title on the sky is of ink. */
  private static final double DARK = 0.5;

  /** Mist behind the title, so that it can be read whatever lies there. */
  private static final Color PALE = Color.web("#FFF6E4");

  private static final Color DEEP = Color.web("#0E2230");
  private static final double MIST = 0.78;
  private static final double MIST_WIDTH = 380;

  /** The foot of the cliff, left of the lighthouse; vessels keep off it. */
  private static final double CLIFF = 80;

  private static final List<Cloud> CLOUDS =
      List.of(
          new Cloud(230, 290, 0.5, 3, 0.7, 0),
          new Cloud(640, 284, 0.7, 9, 0.7, 0),
          new Cloud(880, 276, 0.8, 14, 0.8, 0),
          new Cloud(1180, 296, 0.5, 5, 0.6, 0));

  private static final List<Station> STATIONS =
      Stream.of(
              new Station("rowboat", 480, 352, 20, true, 0.06, false),
              new Station("dinghy", 250, 343, 22, false, 0.15, false),
              new Station("smack", 404, 338, 26, true, 0.25, false),
              new Station("lugger", 668, 329, 24, false, 0.42, false),
              new Station("barge", 706, 351, 34, false, 0.06, false),
              new Station("schooner", 800, 345, 42, true, 0.1, false),
              new Station("brig", 322, 330, 30, false, 0.35, false),
              new Station("indiaman", 560, 344, 48, false, 0.08, false),
              new Station("paddler", 910, 335, 36, true, 0.25, false),
              new Station("clipper", 634, 353, 42, false, 0.06, false))
          .sorted(Comparator.comparingDouble(Station::y))
          .toList();

  private final Gallery gallery;
  private final Canvas canvas = new Canvas();
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
  private @Nullable SceneState state;
  private @Nullable SceneState painted;

  /** A band so many pixels high; 148 in the pictures. */
  public Band(Gallery gallery, double height) {
    this.gallery = gallery;
    setMinSize(0, height);
    setPrefHeight(height);
    setMaxHeight(height);
    setMouseTransparent(true);
    getChildren().add(canvas);
  }

  /** Whether the sky is so dark that what is written on it is to be light. */
  public ReadOnlyBooleanProperty darkProperty() {
    return dark.getReadOnlyProperty();
  }

  /** Takes over what is to be shown; it is painted again when the light or the fleet changed. */
  public void show(SceneState to) {
    state = to;
    Sky sky = Sky.at(to.time());
    dark.set(sky.palette().dark() > DARK);
    if (painted == null || !same(painted, to)) {
      requestLayout();
    }
  }

  private static boolean same(SceneState one, SceneState other) {
    return one.owned().equals(other.owned())
        && Beam.windows(one.oil()) == Beam.windows(other.oil())
        && !Sky.at(one.time()).palette().differs(Sky.at(other.time()).palette(), Harbour.EYE);
  }

  @Override
  protected void layoutChildren() {
    double width = Math.ceil(getWidth());
    if (state == null || width < 1) {
      return;
    }
    if (painted != null && same(painted, state) && canvas.getWidth() == width) {
      return;
    }
    canvas.setWidth(width);
    canvas.setHeight(Math.ceil(getHeight()));
    painted = state;
    paint(canvas.getGraphicsContext2D(), state, width);
  }

  private void paint(GraphicsContext g, SceneState now, double width) {
    Sky real = Sky.at(now.time());
    Palette palette = real.palette();
    Orb orb = new Orb(430, 262 + (real.orb().y() - 192) * 0.25, 17, real.orb().moon());
    double right = LEFT + width;
    g.setTransform(1, 0, 0, 1, -LEFT, -TOP);
    Heaven.sky(g, new Sky(palette, orb), right);
    for (Cloud cloud : CLOUDS) {
      g.save();
      g.translate(cloud.x(), cloud.y());
      cloud.paint(g, palette);
      g.restore();
    }
    Heaven.ridges(g, palette, right);
    Wave.sea(g, palette, right);
    for (int i = 0; i < Swell.ROWS; i++) {
      Wave wave = Wave.of(i);
      wave.paintFoot(g, palette, right);
      wave.paint(g, palette, 0, right);
    }
    new Glitter().paint(g, palette.orb(), orb.x(), orb.y() < Swell.HORIZON ? 1 : 0, 0);
    Heaven.haze(g, palette, right);
    boolean burning = now.oil() > 0;
    STATIONS.stream()
        .filter(it -> now.owned().contains(it.vessel()) && it.x() < right - LIGHT - CLIFF)
        .forEach(it -> paintShip(g, palette, it, burning));
    paintHeadland(g, palette.light(), now.oil(), right - LIGHT);
    mist(g, palette.dark() > DARK);
  }

  private static void mist(GraphicsContext g, boolean dark) {
    Color mist = dark ? DEEP : PALE;
    Color thick = mist.deriveColor(0, 1, 1, MIST);
    g.setFill(
        new LinearGradient(
            LEFT,
            0,
            LEFT + MIST_WIDTH,
            0,
            false,
            CycleMethod.NO_CYCLE,
            new Stop(0, thick),
            new Stop(0.4, thick),
            new Stop(1, mist.deriveColor(0, 1, 1, 0))));
    g.fillRect(LEFT, TOP, MIST_WIDTH, 160);
  }

  private void paintShip(GraphicsContext g, Palette palette, Station it, boolean burning) {
    Light light = palette.light().at(it.depth());
    g.save();
    g.translate(it.x(), it.y());
    double size = it.length() / 100;
    g.scale(it.flip() ? -size : size, size);
    Ship.shadow(g, palette, it);
    boolean lamps = burning && it.depth() < 0.3;
    Painter.paint(g, gallery.vessel(it.vessel()), lamps ? light : light.lamps(0));
    Ship.foam(g, palette, it);
    g.restore();
  }

  private void paintHeadland(GraphicsContext g, Light light, double oil, double x) {
    g.save();
    g.translate(x, 352);
    g.scale(HEADLAND, HEADLAND);
    g.translate(-TowerPart.X, -352);
    Painter.paint(g, gallery.drawing("headland"), light);
    g.translate(TowerPart.X, TowerPart.FOOT);
    Lighthouse.paint(g, gallery, light, oil, Beam.windows(oil));
    g.restore();
  }
}
