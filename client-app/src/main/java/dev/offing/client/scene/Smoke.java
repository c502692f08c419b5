package dev.offing.client.scene;

import dev.offing.client.art.Light;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** What rises from a chimney: puffs that grow, drift with the wind and fade. */
final class Smoke {

  private static final int PUFFS = 4;
  private static final double RISES_S = 7;
  private static final double HIGH = 30;
  private static final double FAR = 16;

  private final double x;
  private final double y;
  private final List<Circle> puffs = new ArrayList<>();
  private final Group root = new Group();

  /** Over the mouth of a chimney. */
  Smoke(double x, double y) {
    this.x = x;
    this.y = y;
    for (int i = 0; i < PUFFS; i++) {
      puffs.add(new Circle());
    }
    root.getChildren().addAll(puffs);
  }

  Group root() {
    return root;
  }

  void light(Light light) {
    Color colour = light.on(Color.web("#F4EFE4"), 0.1);
    puffs.forEach(it -> it.setFill(colour));
  }

  void move(double seconds, Frame frame) {
    for (int i = 0; i < PUFFS; i++) {
      double part = seconds / RISES_S + (double) i / PUFFS + x * 0.013;
      part -= Math.floor(part);
      Circle puff = puffs.get(i);
      double sway = 2 * Math.sin(part * 7 + x);
      puff.setCenterX((x - FAR * part * part + sway * part) * frame.scale());
      puff.setCenterY((y - HIGH * part) * frame.scale());
      puff.setRadius((1.6 + 3.6 * part) * frame.scale());
      puff.setOpacity(0.75 * (1 - part) * Math.min(1, part * 6));
    }
  }
}
