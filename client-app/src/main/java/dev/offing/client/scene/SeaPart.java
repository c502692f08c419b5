package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.Rectangle;

/**
 * The water: its ground, fifteen rows of waves that drift, the glitter, the haze on the horizon. A
 * row is a strip that repeats; it is clipped to where nothing covers it, so that no more is drawn
 * than is seen.
 */
final class SeaPart implements Part {

  private static final double GLITTER_S = 0.2;

  private final Layer ground = new Layer(0, Swell.HORIZON, 1280, 408, this::paintGround);
  private final Layer haze = new Layer(0, Swell.HORIZON - 16, 1280, 40, this::paintHaze);
  private final Layer shine;
  private final Glitter glitter = new Glitter();
  private final List<Row> rows = new ArrayList<>();
  private final Bakery bakery;
  private final Group root = new Group();
  private Sky sky;
  private Frame frame;
  private double seconds;
  private double shoneAt = Double.NEGATIVE_INFINITY;

  SeaPart(Bakery bakery, Sky sky, Frame frame) {
    this.bakery = bakery;
    this.sky = sky;
    this.frame = frame;
    root.getChildren().add(ground.node());
    for (int i = 0; i < Swell.ROWS; i++) {
      Row row = new Row(Wave.of(i));
      rows.add(row);
      root.getChildren().add(row.strip);
    }
    shine = new Layer(0, Swell.HORIZON, Glitter.REACH * 2, 408, this::paintShine);
    root.getChildren().addAll(shine.node(), haze.node());
  }

  Group root() {
    return root;
  }

  /** One row: a strip under a window that stays. */
  private final class Row {
    private final Wave wave;
    private final Layer layer;
    private final Rectangle window = new Rectangle();
    private final Group strip;

    Row(Wave wave) {
      this.wave = wave;
      layer = new Layer(0, 0, 1, 1, g -> wave.paint(g, sky.palette(), 0, width()));
      strip = new Group(layer.node());
      strip.setClip(window);
    }

    private double width() {
      return right() - left() + wave.period();
    }

    /** Up to a card; below the card all of it. */
    double right() {
      return wave.y() + wave.below() > frame.foot() ? frame.width() : frame.right();
    }

    /** The hill and the quay cover what is left of it. */
    private double left() {
      double foot = wave.y() + wave.below();
      double top = wave.y() - wave.above();
      return Math.max(frame.left(), foot < 470 ? hillside(top) : foot < 548 ? 480 : 0);
    }

    void fit() {
      double top = wave.y() - wave.above();
      layer.box(0, top, width(), wave.above() + wave.below());
      layer.fit(frame.scale());
      window.setX(Math.floor(left() * frame.scale()));
      window.setWidth(Math.ceil(right() * frame.scale()) - window.getX());
      window.setY(Math.floor((top - 3) * frame.scale()));
      window.setHeight(Math.ceil((wave.above() + wave.below() + 6) * frame.scale()));
    }

    void move() {
      double drift = Swell.drift(wave.row(), seconds);
      double back = drift - Math.floor(drift / wave.period()) * wave.period() - wave.period();
      layer.node().setTranslateX(frame.pixels(left() + back));
      layer.node().setTranslateY(frame.pixels(Swell.rise(wave.row(), seconds)));
    }
  }

  /** Where the hill meets the water at a height, no farther right. */
  static double hillside(double y) {
    return y < 352 ? 262 + Math.max(0, y - 276) * 1.75 : 400 + (y - 352) * 0.95;
  }

  private void paintGround(GraphicsContext g) {
    Wave.sea(g, sky.palette(), frame.width());
    rows.forEach(row -> row.wave.paintFoot(g, sky.palette(), frame.width()));
    // What is covered is hardly seen: there the waves stand still.
    for (Row row : rows) {
      still(g, row.wave, 0, frame.left());
      still(g, row.wave, row.right(), frame.width());
    }
  }

  private void still(GraphicsContext g, Wave wave, double from, double to) {
    if (to > from) {
      wave.paint(g, sky.palette(), from, to);
    }
  }

  private void paintHaze(GraphicsContext g) {
    Heaven.haze(g, sky.palette(), frame.width());
  }

  private void paintShine(GraphicsContext g) {
    Orb orb = sky.orb();
    // An orb that has set throws nothing on the water.
    double strength = Math.clamp((Swell.HORIZON + 10 - orb.y()) / 30, 0, 1);
    glitter.paint(g, sky.palette().orb(), orb.x(), strength, seconds);
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    ground.box(0, Swell.HORIZON, to.width(), 408);
    haze.box(0, Swell.HORIZON - 16, to.width(), 40);
    ground.fit(to.scale());
    haze.fit(to.scale());
    rows.forEach(Row::fit);
    fitShine();
  }

  private void fitShine() {
    shine.box(sky.orb().x() - Glitter.REACH, Swell.HORIZON, Glitter.REACH * 2, 408);
    shine.fit(frame.scale());
  }

  @Override
  public void light(Sky to) {
    bakery.add(ground);
    rows.forEach(row -> bakery.add(row.layer));
    bakery.add(haze);
    orb(to);
  }

  /** Only sun or moon went on. */
  void orb(Sky to) {
    sky = to;
    fitShine();
    bakery.add(shine);
  }

  @Override
  public void move(double to) {
    seconds = to;
    rows.forEach(Row::move);
    if (Math.abs(seconds - shoneAt) >= GLITTER_S) {
      shoneAt = seconds;
      bakery.add(shine);
    }
  }
}
