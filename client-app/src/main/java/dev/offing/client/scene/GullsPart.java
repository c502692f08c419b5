package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;

/** Gulls over the water by day; they circle, and now and then one beats its wings. */
final class GullsPart implements Part {

  /** x, y, size. */
  private static final double[][] AT = {
    {596, 214, 1.1}, {622, 226, 0.8}, {430, 250, 0.9}, {690, 250, 0.8}, {408, 268, 0.7}
  };

  private final List<SVGPath> gulls = new ArrayList<>();
  private final Group root = new Group();
  private Frame frame;

  GullsPart(Frame frame) {
    this.frame = frame;
    for (double[] it : AT) {
      SVGPath gull = new SVGPath();
      gull.setContent("M-7,-1 q3.5,-4.4 7,0 q3.5,-4.4 7,0");
      gull.setFill(null);
      gull.setStroke(Color.WHITE);
      gull.setStrokeWidth(1.5);
      gull.setStrokeLineCap(StrokeLineCap.ROUND);
      gull.setScaleX(it[2]);
      gull.setScaleY(it[2]);
      gulls.add(gull);
    }
    root.setMouseTransparent(true);
    root.getChildren().addAll(gulls);
  }

  Group root() {
    return root;
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    for (int i = 0; i < AT.length; i++) {
      gulls.get(i).setScaleX(AT[i][2] * to.scale());
    }
  }

  @Override
  public void light(Sky sky) {
    double dark = sky.palette().dark();
    root.setVisible(dark < 0.5);
    gulls.forEach(it -> it.setOpacity(Math.clamp(1 - dark * 2, 0, 1)));
  }

  @Override
  public void move(double seconds) {
    for (int i = 0; i < AT.length; i++) {
      double round = 2 * Math.PI * (seconds / (23 + 4 * i) + i * 0.37);
      double x = AT[i][0] + 26 * Math.sin(round);
      double y = AT[i][1] + 7 * Math.cos(round * 1.3);
      double beat = Math.max(0, Math.sin(2 * Math.PI * (seconds / (9 + i))) - 0.8) * 5;
      double wing = 1 - 0.6 * beat * Math.abs(Math.sin(seconds * 9));
      SVGPath gull = gulls.get(i);
      gull.setTranslateX(frame.pixels(x));
      gull.setTranslateY(frame.pixels(y));
      gull.setScaleY(AT[i][2] * frame.scale() * wing);
    }
  }
}
