package dev.offing.client.shell;

import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.TranslateTransition;
import javafx.scene.Node;
import javafx.util.Duration;

/**
 * Coming and going (docs/design/look.md, "Motion"): a fade and a few pixels; still: a short fade.
 */
final class Fades {

  private static final Interpolator COMING = Interpolator.ofSpline(.2, .8, .2, 1);
  private static final Interpolator LEAVING = Interpolator.ofSpline(.4, 0, 1, 1);
  private static final Duration STILL = Duration.millis(100);

  private Fades() {}

  /**
   * @param fromY where it comes from, pixels below its place
   * @param still whether nothing is to move
   */
  static void in(Node node, Duration takes, double fromY, boolean still) {
    FadeTransition fade = new FadeTransition(still ? STILL : takes, node);
    fade.setFromValue(0);
    fade.setToValue(1);
    fade.setInterpolator(COMING);
    node.setOpacity(0);
    if (still || fromY == 0) {
      fade.play();
      return;
    }
    TranslateTransition move = new TranslateTransition(takes, node);
    move.setFromY(fromY);
    move.setToY(0);
    move.setInterpolator(COMING);
    new ParallelTransition(fade, move).play();
  }

  /**
   * @param still whether nothing is to move
   * @param gone called at the end
   */
  static void out(Node node, Duration takes, boolean still, Runnable gone) {
    FadeTransition fade = new FadeTransition(still ? STILL : takes, node);
    fade.setToValue(0);
    fade.setInterpolator(LEAVING);
    fade.setOnFinished(event -> gone.run());
    fade.play();
  }
}
