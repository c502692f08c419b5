package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.canvas.GraphicsContext;

/** Sky, clouds and the far shore. */
final class SkyPart implements Part {

  private static final double MARGIN = 260;

  private final Layer heaven = new Layer(0, 0, 1280, Swell.HORIZON + 8, this::paintHeaven);
  private final Layer ridges = new Layer(0, 250, 1280, 110, this::paintRidges);
  private final List<Layer> clouds = new ArrayList<>();
  private final Group root = new Group();
  private final Bakery bakery;
  private Sky sky;
  private Frame frame;

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
  }

  @Override
  public void light(Sky to) {
    sky = to;
    bakery.add(heaven);
    clouds.forEach(bakery::add);
    bakery.add(ridges);
  }

  /** Only sun or moon went on. */
  void orb(Sky to) {
    sky = to;
    bakery.add(heaven);
  }

  @Override
  public void move(double seconds) {
    double around = frame.width() + 2 * MARGIN;
    for (int i = 0; i < clouds.size(); i++) {
      Cloud cloud = Cloud.FAIR.get(i);
      double x = cloud.x() + cloud.speed() * seconds + MARGIN;
      x = x - Math.floor(x / around) * around - MARGIN;
      clouds.get(i).node().setTranslateX(frame.pixels(x));
    }
  }
}
