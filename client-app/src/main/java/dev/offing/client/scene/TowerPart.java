package dev.offing.client.scene;

import dev.offing.client.art.Gallery;
import dev.offing.client.art.Light;
import dev.offing.client.art.Painter;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.RadialGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.transform.Affine;

/**
 * The headland with the lighthouse: eight windows, flame and beam tell the oil (docs/design/look.md
 * "The lamp is the offline cap").
 */
final class TowerPart implements Part {

  /** Where the tower stands on the drawn headland. */
  static final double X = 752;

  static final double FOOT = 338;
  private static final double LANTERN = FOOT - 182.4;
  private static final double GLOW = 64;
  private static final double STEP_S = 0.09;
  private static final double GROW_S = 0.6;
  private static final String[] STREAKS = {
    "M744,392 q10,-2 22,0 q-10,3 -22,0Z",
    "M738,404 q16,-2 34,0 q-16,3 -34,0Z",
    "M746,418 q10,-2 24,0 q-12,3 -24,0Z",
    "M732,436 q18,-3 44,0 q-20,4 -44,0Z"
  };

  private final Gallery gallery;
  private final Bakery bakery;
  private final Layer headland = new Layer(0, 0, 1, 1, this::paintHeadland);
  private final Layer tower = new Layer(0, 0, 1, 1, this::paintTower);
  private final Polygon beam = new Polygon();
  private final Polygon counter = new Polygon();
  private final Affine beamAt = new Affine();
  private final Affine counterAt = new Affine();
  private final Circle glow = new Circle();
  private final Group beams = new Group(beam, counter);
  private final Group root = new Group();

  private Sky sky;
  private Frame frame;
  private SceneState state;
  private int windows;
  private double oil;
  private double paintedOil = -1;
  private double movedAt = Double.NaN;
  private double stepAt;

  TowerPart(Gallery gallery, Bakery bakery, Sky sky, Frame frame, SceneState state) {
    this.gallery = gallery;
    this.bakery = bakery;
    this.sky = sky;
    this.frame = frame;
    this.state = state;
    oil = state.oil();
    windows = Beam.windows(oil);
    beam.getTransforms().add(beamAt);
    counter.getTransforms().add(counterAt);
    beam.setId("beam");
    root.setMouseTransparent(true);
    beams.setMouseTransparent(true);
    root.getChildren().addAll(headland.node(), tower.node(), glow);
  }

  /** What shines behind the headland, over the sea. */
  Group beams() {
    return beams;
  }

  Group root() {
    return root;
  }

  void show(SceneState to) {
    state = to;
  }

  /** The tower keeps clear of what covers the right. */
  private double shift() {
    return Math.clamp(frame.right() - 132, 560, X) - X;
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    double shift = shift();
    headland.box(550 + shift, 280, to.width() - 550 - shift, 125);
    headland.fit(to.scale());
    tower.box(X + shift - 60, 110, 130, 335);
    tower.fit(to.scale());
    double x = (X + shift) * to.scale();
    double y = LANTERN * to.scale();
    for (Polygon it : List.of(beam, counter)) {
      it.setLayoutX(x);
      it.setLayoutY(y);
    }
    glow.setCenterX(x);
    glow.setCenterY(y);
    paintedOil = -1;
  }

  @Override
  public void light(Sky to) {
    sky = to;
    bakery.add(headland);
    bakery.add(tower);
    paintedOil = -1;
  }

  @Override
  public void move(double seconds) {
    if (Double.isNaN(movedAt)) {
      movedAt = seconds;
      stepAt = seconds;
    }
    burn(seconds);
    boolean still = state.reducedMotion();
    double turn = still ? Beam.stillTurn() : Beam.turn(seconds);
    double lit = sky.palette().light().lit();
    double flicker = state.guttering() && !still ? Beam.flicker(seconds) : 1;
    double shine = oil > 0 ? lit * flicker : 0;
    beams.setVisible(shine > 0);
    glow.setVisible(shine > 0);
    if (shine == 0) {
      return;
    }
    double share = Beam.share(oil);
    turn(beamAt, Beam.at(turn, Beam.reach(oil)), Beam.reach(oil));
    double beyond = Beam.reach(oil) * Beam.COUNTER;
    turn(counterAt, Beam.at(turn + Math.PI, beyond), beyond);
    beams.setOpacity(flicker);
    double flash = still ? 0 : Beam.flash(turn);
    glow.setRadius(GLOW * (0.5 + 0.5 * share) * (1 + 0.6 * flash) * frame.scale());
    glow.setOpacity(Math.min(1, (low() ? 0.5 : 0.6 + 0.4 * share) * shine + 0.3 * flash));
  }

  /** What is seen of the oil follows it: windows one by one, the beam smoothly. */
  private void burn(double seconds) {
    double passed = Math.max(0, seconds - movedAt);
    movedAt = seconds;
    if (state.reducedMotion()) {
      oil = state.oil();
      windows = Beam.windows(oil);
    } else {
      double most = passed / GROW_S;
      oil += Math.clamp(state.oil() - oil, -most, most);
      int goal = Beam.windows(state.oil());
      if (windows != goal && seconds - stepAt >= STEP_S) {
        windows += Integer.signum(goal - windows);
        stepAt = seconds;
        paintedOil = -1;
      }
    }
    if (Math.abs(oil - paintedOil) > 0.02 || (oil == 0) != (paintedOil == 0)) {
      paintedOil = oil;
      bakery.add(tower);
      fillBeams();
    }
  }

  private boolean low() {
    return oil < Beam.LOW;
  }

  private void fillBeams() {
    double reach = Beam.reach(oil);
    double share = Beam.share(oil);
    double lit = sky.palette().light().lit();
    fill(beam, reach, 0.62 * Math.min(1, 0.45 + share) * lit);
    fill(counter, reach * Beam.COUNTER, 0.5 * lit);
    glow.setFill(
        new RadialGradient(
            0,
            0,
            0.5,
            0.5,
            0.5,
            true,
            CycleMethod.NO_CYCLE,
            new Stop(0, Color.web("#FFE9B0", 0.95)),
            new Stop(0.25, Color.web("#FFD27A", 0.55)),
            new Stop(1, Color.web("#FFB84A", 0))));
  }

  /** A beam lies along x from 0; it is turned by its transform. */
  private void fill(Polygon it, double reach, double alpha) {
    double length = reach * frame.scale();
    double half = Beam.at(0, reach).halfWidth() * frame.scale();
    it.getPoints().setAll(0.0, 0.0, length, -half, length, half);
    String colour = low() ? "#F6B765" : "#FFE2A0";
    it.setFill(
        new RadialGradient(
            0,
            0,
            0,
            0,
            length,
            false,
            CycleMethod.NO_CYCLE,
            new Stop(0, Color.web(colour, alpha)),
            new Stop(0.25, Color.web(colour, alpha * 0.55)),
            new Stop(0.7, Color.web(colour, alpha * 0.16)),
            new Stop(1, Color.web(colour, 0))));
  }

  private static void turn(Affine affine, Beam to, double reach) {
    affine.setMxx(to.x() / reach);
    affine.setMyx(to.y() / reach);
    affine.setMxy(0);
    affine.setMyy(1);
  }

  private void paintHeadland(GraphicsContext g) {
    g.translate(shift(), 0);
    Painter.paint(g, gallery.drawing("headland"), sky.palette().light());
  }

  private void paintTower(GraphicsContext g) {
    Light light = sky.palette().light();
    boolean burns = oil > 0;
    g.translate(X + shift(), 0);
    if (burns) {
      paintStreaks(g, light);
    }
    g.translate(0, FOOT);
    Lighthouse.paint(g, gallery, light, oil, windows);
  }

  private void paintStreaks(GraphicsContext g, Light light) {
    g.setGlobalAlpha((0.25 + 0.4 * Beam.share(oil)) * light.lit());
    g.setFill(Color.web("#FFD27A"));
    g.translate(-X, 0);
    for (String streak : STREAKS) {
      g.beginPath();
      g.appendSVGPath(streak);
      g.fill();
    }
    g.translate(X, 0);
    g.setGlobalAlpha(1);
  }
}
