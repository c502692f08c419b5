package dev.offing.client.scene;

import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.transform.Transform;
import javafx.stage.Window;

/**
 * A picture of the scene as it was, over the scene while it is put elsewhere and painted anew; then
 * it fades. So neither a gap is seen nor a lighthouse that jumps.
 */
final class Veil {

  private static final double FADE_S = 0.4;

  private final ImageView view = new ImageView();
  private double fadesAt = Double.NaN;

  Veil() {
    view.setManaged(false);
    view.setMouseTransparent(true);
    view.setVisible(false);
  }

  Node root() {
    return view;
  }

  /** Covers the scene with what is seen of it now. */
  void cover(Region scene) {
    SnapshotParameters parameters = new SnapshotParameters();
    Window window = scene.getScene() == null ? null : scene.getScene().getWindow();
    if (window != null) {
      parameters.setTransform(Transform.scale(window.getRenderScaleX(), window.getRenderScaleY()));
    }
    view.setOpacity(1);
    view.setImage(scene.snapshot(parameters, null));
    view.setFitWidth(scene.getWidth());
    view.setFitHeight(scene.getHeight());
    view.setVisible(true);
    fadesAt = Double.NaN;
  }

  /**
   * Fades, once what is below is painted.
   *
   * @param seconds of the pulses' clock
   */
  void pulse(double seconds, boolean painted) {
    if (!view.isVisible() || (!painted && Double.isNaN(fadesAt))) {
      return;
    }
    if (Double.isNaN(fadesAt)) {
      fadesAt = seconds;
    }
    double left = 1 - (seconds - fadesAt) / FADE_S;
    view.setOpacity(Math.max(0, left));
    if (left <= 0) {
      lift();
    }
  }

  /** Takes it off at once. */
  void lift() {
    view.setVisible(false);
    view.setImage(null);
  }
}
