package dev.offing.client.market;

import dev.offing.client.art.ArtView;
import dev.offing.client.art.Gallery;
import javafx.scene.layout.StackPane;

/** The picture of a good, which is drawn anew only for another one. */
final class GoodTile extends StackPane {
  private final Gallery gallery;
  private final double width;
  private String shown = "";

  /**
   * Nothing yet.
   *
   * @param width of the picture, and its height, pixels
   */
  GoodTile(Gallery gallery, double width) {
    this.gallery = gallery;
    this.width = width;
  }

  /** Shows a good; a barrel's worth of nothing where it has no picture. */
  void show(String good) {
    if (shown.equals(good)) {
      return;
    }
    shown = good;
    StackPane frame = new StackPane();
    frame.setMinSize(width, width);
    String drawing = "good-" + good;
    if (gallery.has(drawing)) {
      frame.getChildren().add(new ArtView(gallery, drawing, width));
    }
    getChildren().setAll(frame);
  }
}
