package dev.offing.client.scene;

import dev.offing.client.art.Drawing;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Light;
import dev.offing.client.art.Painter;
import java.time.LocalTime;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Rotate;

/**
 * Hill, town and quay, as far as they have grown; the mill turns, the crane lifts when a vessel
 * comes home, the clock of the customs house shows the player's time, and the cat looks at who was
 * refused.
 */
final class TownPart implements Part {

  private static final double MILL_S = 14;
  private static final double TAIL_S = 6;
  private static final double LIFT_S = 9;
  private static final double LOOK_S = 2.5;
  private static final double ROPE_FROM = 359;
  private static final double ROPE_TO = 416;
  private static final double ROPE_X = 514;
  private static final double CLOCK_X = 235;
  private static final double CLOCK_Y = 367;

  private final Gallery gallery;
  private final Bakery bakery;
  private final Riser hill;
  private final Riser quay;
  private final Layer mill = new Layer(125, 184, 50, 50, this::paintMill);
  private final Layer load = new Layer(500, 414, 28, 30, this::paintLoad);
  private final Layer cat = new Layer(490, 448, 32, 32, this::paintCat);
  private final List<Smoke> smokes =
      List.of(new Smoke(144, 364), new Smoke(137.5, 320), new Smoke(353, 344));
  private final Line rope = new Line();
  private final Line hourHand = new Line();
  private final Line minuteHand = new Line();
  private final Rotate hourTurn = new Rotate();
  private final Rotate minuteTurn = new Rotate();

  private Sky sky;
  private Frame frame;
  private SceneState state;
  private int stage;
  private double seconds;
  private double tail = Double.NaN;
  private boolean looking;
  private boolean smoked;
  private double lookedAt = Double.NEGATIVE_INFINITY;
  private double liftedAt = Double.NEGATIVE_INFINITY;

  TownPart(Gallery gallery, Bakery bakery, Sky sky, Frame frame, SceneState state) {
    this.gallery = gallery;
    this.bakery = bakery;
    this.sky = sky;
    this.frame = frame;
    this.state = state;
    stage = state.stage();
    hill = new Riser(0, 200, 520, 290, /* scaffolded= */ false, this::paintHill);
    quay = new Riser(0, 296, 530, 322, /* scaffolded= */ true, this::paintQuay);
    hill.root().getChildren().add(mill.node());
    smokes.forEach(it -> quay.root().getChildren().add(0, it.root()));
    quay.root().getChildren().addAll(rope, load.node(), hourHand, minuteHand, cat.node());
    for (Line hand : new Line[] {hourHand, minuteHand}) {
      hand.setStroke(Color.web("#25323C"));
      hand.setStrokeLineCap(StrokeLineCap.ROUND);
    }
    hourHand.getTransforms().add(hourTurn);
    minuteHand.getTransforms().add(minuteTurn);
    hill.root().setMouseTransparent(true);
    quay.root().setMouseTransparent(true);
    showMovables();
  }

  Group hill() {
    return hill.root();
  }

  Group quay() {
    return quay.root();
  }

  /** Takes over what is new; a stage that came rises. */
  void show(SceneState to) {
    if (to.refusedAtNanos() != state.refusedAtNanos()) {
      lookedAt = seconds;
    }
    boolean grown = to.stage() != stage;
    state = to;
    turnHands(to.time().toLocalTime());
    if (grown) {
      stage = to.stage();
      hill.rise(frame, bakery, seconds, to.reducedMotion());
      quay.rise(frame, bakery, seconds, to.reducedMotion());
      showMovables();
      tail = Double.NaN;
    }
  }

  /** A vessel came home: the crane lifts one crate. */
  void unload() {
    liftedAt = seconds;
  }

  private void showMovables() {
    boolean done = !quay.rising();
    mill.node().setVisible(stage > 2 || (done && stage == 2));
    smokes.forEach(it -> it.root().setVisible(done && stage >= 2));
    rope.setVisible(done && stage >= 3);
    load.node().setVisible(done && stage >= 3);
    hourHand.setVisible(done && stage >= 4);
    minuteHand.setVisible(done && stage >= 4);
  }

  private void turnHands(LocalTime time) {
    double minutes = time.getMinute();
    hourTurn.setAngle((time.getHour() % 12 + minutes / 60) * 30);
    minuteTurn.setAngle(minutes * 6);
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    hill.fit(to);
    quay.fit(to);
    showMovables();
    mill.fit(to.scale());
    load.fit(to.scale());
    cat.fit(to.scale());
    smoked = false;
    double scale = to.scale();
    rope.setStartX(ROPE_X * scale);
    rope.setEndX(ROPE_X * scale);
    rope.setStartY(ROPE_FROM * scale);
    rope.setEndY(ROPE_TO * scale);
    rope.setStrokeWidth(1.3 * scale);
    hand(hourHand, hourTurn, 4.2, 1.5);
    hand(minuteHand, minuteTurn, 6.4, 1);
    turnHands(state.time().toLocalTime());
    tail = Double.NaN;
  }

  private void hand(Line hand, Rotate turn, double length, double width) {
    double x = CLOCK_X * frame.scale();
    double y = CLOCK_Y * frame.scale();
    hand.setStartX(x);
    hand.setEndX(x);
    hand.setStartY(y);
    hand.setEndY(y - length * frame.scale());
    hand.setStrokeWidth(width * frame.scale());
    turn.setPivotX(x);
    turn.setPivotY(y);
  }

  @Override
  public void light(Sky to) {
    sky = to;
    bakery.add(hill.layer());
    bakery.add(mill);
    bakery.add(quay.layer());
    bakery.add(load);
    smokes.forEach(it -> it.light(light()));
    rope.setStroke(sky.palette().light().on(Color.web("#22303A"), 0));
    tail = Double.NaN;
  }

  @Override
  public void move(double to) {
    seconds = to;
    boolean still = state.reducedMotion();
    if (quay.rising()) {
      hill.move(seconds);
      quay.move(seconds);
      showMovables();
    }
    mill.node().setRotate(still ? 0 : 360 * (seconds % MILL_S) / MILL_S);
    double lifted = still ? 1 : Math.clamp((seconds - liftedAt) / LIFT_S, 0, 1);
    double up = frame.pixels(-46 * Math.sin(Math.PI * lifted));
    load.node().setTranslateY(up);
    rope.setEndY(ROPE_TO * frame.scale() + up);
    moveCat(still);
    if (!still || !smoked) {
      smoked = true;
      smokes.forEach(it -> it.move(seconds, frame));
    }
  }

  private void moveCat(boolean still) {
    boolean looks = seconds - lookedAt < LOOK_S;
    double swish = still ? 0 : Math.rint(4 * Math.sin(2 * Math.PI * seconds / TAIL_S)) / 4;
    if (swish != tail || looks != looking) {
      tail = swish;
      looking = looks;
      bakery.add(cat);
    }
  }

  private void paintHill(GraphicsContext g) {
    Painter.paint(g, gallery.drawing("hill-" + Math.min(stage, 3)), light());
  }

  private void paintQuay(GraphicsContext g) {
    if (stage == 1) {
      Painter.paint(g, gallery.drawing("shore-1"), light());
      return;
    }
    Painter.paint(g, gallery.drawing("row-" + stage), light());
    Painter.paint(g, gallery.drawing("quay"), light());
    if (stage >= 3) {
      Painter.paint(g, gallery.drawing("crane"), light());
    }
    if (stage >= 5) {
      Painter.paint(g, gallery.drawing("rails"), light());
    }
    Painter.paint(g, gallery.drawing("quay-water"), light());
  }

  private void paintMill(GraphicsContext g) {
    g.translate(150, 209);
    Painter.paint(g, gallery.drawing("mill-sails"), light());
  }

  private void paintLoad(GraphicsContext g) {
    g.translate(ROPE_X, ROPE_TO);
    Painter.paint(g, gallery.drawing("crane-load"), light());
  }

  private void paintCat(GraphicsContext g) {
    g.translate(stage == 1 ? 512.4 : 505, stage == 1 ? 467 : 473.5);
    Drawing it = gallery.drawing("cat");
    g.save();
    g.translate(3.6, -0.6);
    g.rotate(tail * 9);
    g.translate(-3.6, 0.6);
    Painter.paint(g, it.part("tail"), light());
    g.restore();
    Painter.paint(g, it.part("body"), light());
    if (looking) {
      Painter.paint(g, it.part("eyes"), light());
    }
  }

  private Light light() {
    return sky.palette().light();
  }
}
