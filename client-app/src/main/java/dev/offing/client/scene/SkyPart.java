package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.transform.Scale;

/** Sky, clouds and the far shore. */
final class SkyPart implements Part {

  private static final double MARGIN = 260;
  private static final int TWINKLERS = 12;

  private final Layer heaven = new Layer(0, 0, 1280, Swell.HORIZON + 8, this::paintHeaven);
  private final Layer ridges = new Layer(0, 250, 1280, 110, this::paintRidges);
  private final List<Layer> clouds = new ArrayList<>();
  private final List<Circle> twinklers = new ArrayList<>();
  private final Group root = new Group();
  private final Bakery bakery;
  private Sky sky;
  private Frame frame;
  private double shine;
  private int next;
  private double twinkledAt;

  SkyPart(Bakery bakery, Sky sky, Frame frame) {
    this.bakery = bakery;
    this.sky = sky;
    this.frame = frame;
    root.getChildren().add(heaven.node());
    for (Cloud cloud : Cloud.FAIR) {
      Layer layer =
          new Layer(
              -cloud.halfWidth(),
              cloud.y() - cloud.height(),
              cloud.halfWidth() * 2,
              cloud.height() + 14 * cloud.size(),
              g -> {
                g.translate(0, cloud.y());
                cloud.paint(g, this.sky.palette());
              });
      clouds.add(layer);
      root.getChildren().add(layer.node());
    }
    root.getChildren().add(ridges.node());
    Dice dice = new Dice(53);
    for (int i = 0; i < TWINKLERS; i++) {
      Circle star = new Circle(dice.between(90, 880), dice.between(16, 200), 0.9);
      star.setFill(Color.web("#F2F0DE"));
      twinklers.add(star);
      root.getChildren().add(1, star);
    }
  }

  Group root() {
    return root;
  }

  private void paintHeaven(GraphicsContext g) {
    Heaven.sky(g, sky, frame.width());
  }

  private void paintRidges(GraphicsContext g) {
    Heaven.ridges(g, sky.palette(), frame.width());
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    heaven.box(0, 0, to.width(), Swell.HORIZON + 8);
    ridges.box(0, 250, to.width(), 110);
    heaven.fit(to.scale());
    ridges.fit(to.scale());
    clouds.forEach(it -> it.fit(to.scale()));
    for (Circle star : twinklers) {
      star.getTransforms().setAll(new Scale(to.scale(), to.scale()));
    }
  }

  @Override
  public void light(Sky to) {
    sky = to;
    bakery.add(heaven);
    clouds.forEach(bakery::add);
    bakery.add(ridges);
    shine = Math.clamp((sky.palette().dark() - 0.5) * 2, 0, 1);
    for (int i = 0; i < twinklers.size(); i++) {
      twinklers.get(i).setVisible(shine > 0);
      twinkle(i);
    }
  }

  /** Only sun or moon went on. */
  void orb(Sky to) {
    sky = to;
    bakery.add(heaven);
  }

  @Override
  public void move(double seconds) {
    twinkle(seconds);
    double around = frame.width() + 2 * MARGIN;
    for (int i = 0; i < clouds.size(); i++) {
      Cloud cloud = Cloud.FAIR.get(i);
      double x = cloud.x() + cloud.speed() * seconds + MARGIN;
      x = x - Math.floor(x / around) * around - MARGIN;
      clouds.get(i).node().setTranslateX(frame.pixels(x));
    }
  }

  /** One star after the other, as none is in a hurry. */
  private void twinkle(double seconds) {
    if (shine > 0 && seconds != twinkledAt) {
      twinkledAt = seconds;
      next = (next + 1) % twinklers.size();
      twinkle(next);
    }
  }

  /** Each comes and goes in 4 to 9 seconds. */
  private void twinkle(int star) {
    double period = 4 + 5.0 * star / twinklers.size();
    double part = 0.5 + 0.4 * Math.sin(2 * Math.PI * twinkledAt / period + star);
    twinklers.get(star).setOpacity(part * shine);
  }
}
