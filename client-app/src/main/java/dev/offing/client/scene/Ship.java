package dev.offing.client.scene;

import dev.offing.client.art.Colours;
import dev.offing.client.art.Drawing;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Light;
import dev.offing.client.art.Painter;
import dev.offing.client.art.Palette;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Rotate;
import javafx.scene.transform.Scale;

/**
 * A vessel on the water, back to front: its reflection and the shadow of its hull, itself, and the
 * foam before it. Only the vessel rocks.
 */
final class Ship {

  private static final double HOP_S = 0.9;
  private static final double REFLECTED = 0.42;

  private final Station station;
  private final Drawing drawing;
  private final double phase;
  private final Layer water;
  private final Layer hull;
  private final Layer foam;
  private final Rotate roll = new Rotate();
  private final Scale heading = new Scale(1, 1);
  private final Rectangle ring = new Rectangle();
  private final Group root = new Group();

  private Sky sky;
  private Frame frame;
  private boolean lamps = true;
  private boolean sailing;
  private double hoppedAt = Double.NEGATIVE_INFINITY;

  Ship(Gallery gallery, Station station, Sky sky, Frame frame) {
    this.station = station;
    this.sky = sky;
    this.frame = frame;
    drawing = gallery.vessel(station.vessel());
    phase = Math.abs(station.vessel().hashCode() % 97) / 97.0;
    double left = Math.min(drawing.minX(), -98);
    double right = Math.max(drawing.minX() + drawing.width(), 72);
    hull = box(drawing.minX(), drawing.minY(), drawing.width(), drawing.height(), this::paintHull);
    water = box(left, -2, right - left, 66, this::paintWater);
    foam = box(left, -7, right - left, 26, this::paintFoam);
    hull.node().getTransforms().add(roll);
    root.getTransforms().add(heading);
    root.getChildren().addAll(water.node(), hull.node(), foam.node(), ring);
    ring.setVisible(false);
    ring.setFill(null);
    ring.setStroke(Color.web("#FFF9EC"));
    ring.setMouseTransparent(true);
    if (station.guess()) {
      root.setMouseTransparent(true);
    } else {
      root.setId("ship-" + station.vessel());
      root.setAccessibleRole(AccessibleRole.BUTTON);
      root.setAccessibleText(drawing.title());
      hull.node().setMouseTransparent(false);
    }
  }

  private Layer box(
      double x, double y, double width, double height, Consumer<GraphicsContext> painter) {
    double size = size();
    double from = station.flip() ? -x - width : x;
    // A pixel of air, as it is turned.
    return new Layer(from * size - 2, y * size - 2, width * size + 4, height * size + 4, painter);
  }

  Station station() {
    return station;
  }

  Group root() {
    return root;
  }

  /** What it is called. */
  String name() {
    return drawing.title();
  }

  /** Marks it as the one that the keyboard is on. */
  void mark(boolean chosen) {
    ring.setVisible(chosen);
  }

  List<Layer> layers() {
    return List.of(water, hull, foam);
  }

  private double size() {
    return station.length() / 100;
  }

  /** It jumps for joy, once. */
  void hop(double seconds) {
    hoppedAt = seconds;
  }

  void fit(Frame to) {
    frame = to;
    layers().forEach(it -> it.fit(to.scale()));
    double scale = to.scale();
    ring.setX(hull.node().getLayoutX());
    ring.setY(hull.node().getLayoutY());
    ring.setWidth(hull.node().getWidth());
    ring.setHeight(hull.node().getHeight());
    ring.setArcWidth(20 * scale);
    ring.setArcHeight(20 * scale);
    ring.setStrokeWidth(2);
    roll.setPivotX(-hull.node().getLayoutX());
    roll.setPivotY(-hull.node().getLayoutY());
    root.setLayoutY(Math.rint(station.y() * scale));
  }

  /**
   * Takes another light.
   *
   * @param burning the lighthouse burns; when it does not, ships lower their lamps
   */
  void light(Sky to, boolean burning, Bakery bakery) {
    sky = to;
    lamps = burning;
    layers().forEach(bakery::add);
  }

  /** Moves so much that each frame shows it. */
  boolean lively(double seconds) {
    return sailing || seconds - hoppedAt < HOP_S;
  }

  /** Moves it; a still one only lies where it lies. */
  void move(Course course, double seconds, boolean still) {
    sailing = course.underway();
    root.setLayoutX(frame.pixels(course.x()));
    heading.setX(station.flip() ? -course.heading() : course.heading());
    double hop = still ? 1 : Math.clamp((seconds - hoppedAt) / HOP_S, 0, 1);
    double jump = Math.sin(Math.PI * hop) * (1 - hop);
    if (still) {
      hull.node().setTranslateY(0);
      roll.setAngle(0);
      return;
    }
    double bob = Swell.bob(seconds, phase) * Math.min(1, 0.4 + size());
    hull.node().setTranslateY((bob - 14 * jump * size()) * frame.scale());
    double tilt = Swell.roll(seconds, phase, station.length());
    roll.setAngle(tilt + 7 * Math.sin(4 * Math.PI * hop) * (1 - hop));
  }

  private Light light() {
    Light light = sky.palette().light().at(station.depth());
    boolean dark = station.guess() || station.depth() >= 0.3 || !lamps;
    return dark ? light.lamps(0) : light;
  }

  /** Into the vessel's own units, bow to the side of its berth. */
  private void enter(GraphicsContext g) {
    double size = size();
    g.scale(station.flip() ? -size : size, size);
  }

  private void paintHull(GraphicsContext g) {
    enter(g);
    Painter.paint(g, drawing, light());
  }

  private void paintWater(GraphicsContext g) {
    enter(g);
    Palette palette = sky.palette();
    // Mirrored as one: shape by shape, what lies behind would show through.
    Canvas canvas = new Canvas(water.node().getWidth(), water.node().getHeight());
    GraphicsContext still = canvas.getGraphicsContext2D();
    double pixels = frame.scale();
    still.setTransform(
        pixels, 0, 0, pixels, -water.node().getLayoutX(), -water.node().getLayoutY());
    enter(still);
    still.translate(0, 5);
    still.scale(1, -REFLECTED);
    Painter.paintReflected(still, drawing, light());
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    g.save();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.setGlobalAlpha(palette.dark() > 0.5 ? 0.22 : 0.26);
    g.drawImage(canvas.snapshot(clear, null), 0, 0);
    g.restore();
    shadow(g, palette, station);
  }

  /** What the hull throws on the water, in the vessel's own units. */
  static void shadow(GraphicsContext g, Palette palette, Station station) {
    g.setGlobalAlpha(Math.max(0, 0.42 - station.depth() * 0.5));
    g.setFill(Colours.mix(palette.seaNear(), Color.web("#04101C"), 0.35));
    g.fillOval(-56, 0.8, 112, 7.2);
    g.setGlobalAlpha(1);
  }

  private void paintFoam(GraphicsContext g) {
    enter(g);
    foam(g, sky.palette(), station);
  }

  /** Bow wave, wake and the water before the hull, in the vessel's own units. */
  static void foam(GraphicsContext g, Palette palette, Station station) {
    double depth = station.depth();
    g.setLineCap(StrokeLineCap.ROUND);
    g.setStroke(Color.WHITE);
    stroke(g, "M42,2.5 q8,-5 14,-1 q6,2 14,1.5", 1.8, 0.75 - depth);
    stroke(g, "M40,5 q10,1 22,3", 1.1, 0.45 - depth * 0.4);
    stroke(g, "M-44,3 q-18,-2.4 -34,1 M-50,6 q-22,-1 -46,2.4", 1.3, 0.42 - depth * 0.4);
    double near = Math.min(1, (station.y() - 320) / 300);
    g.setStroke(Colours.mix(palette.seaMiddle(), palette.seaNear(), near));
    stroke(g, "M-52,9 h26 M4,11 h34 M-20,15 h22", 1.6, 0.55);
    g.setGlobalAlpha(1);
  }

  private static void stroke(GraphicsContext g, String path, double width, double alpha) {
    g.setGlobalAlpha(Math.max(0, alpha));
    g.setLineWidth(width);
    g.beginPath();
    g.appendSVGPath(path);
    g.stroke();
  }
}
