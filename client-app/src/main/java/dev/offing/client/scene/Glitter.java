package dev.offing.client.scene;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** The path of light on the water under sun or moon: slivers, each of which comes and goes. */
final class Glitter {

  /** Half the width of all of it. */
  static final double REACH = 210;

  private final List<Sliver> slivers = new ArrayList<>();

  /** One; {@code x} from the middle, {@code period} in seconds. */
  private record Sliver(
      double x, double y, double width, double up, double most, double period, double phase) {}

  Glitter() {
    Dice dice = new Dice(29);
    for (int row = 0; row < Swell.ROWS; row++) {
      Wave wave = Wave.of(row);
      double t = wave.nearness();
      int many = 6 + (int) Math.floor(t * 5);
      for (int i = 0; i < many; i++) {
        double spread = dice.next() + dice.next() + dice.next() - 1.5;
        double width = dice.between(7, 27) * (0.6 + t * 1.9);
        slivers.add(
            new Sliver(
                spread * (26 + t * 120) - width / 2,
                wave.y() + (dice.next() - 0.5) * wave.fall() * 0.7,
                width,
                1.1 + t * 2,
                0.62 - t * 0.3,
                dice.between(2, 5),
                dice.next()));
      }
    }
  }

  /** Paints it about a middle, as bright as the orb stands there. */
  void paint(GraphicsContext g, Color colour, double middle, double strength, double seconds) {
    g.setFill(colour);
    for (Sliver it : slivers) {
      double shine = 0.7 + 0.3 * Math.sin(2 * Math.PI * (seconds / it.period() + it.phase()));
      g.setGlobalAlpha(it.most() * shine * strength);
      Wave.sliver(g, middle + it.x(), it.y(), it.width(), it.up(), it.up());
    }
    g.setGlobalAlpha(1);
  }
}
