package dev.offing.client.art;

import dev.offing.client.look.Theme;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/**
 * Small drawings for cards and rows, in the theme of the moment for as long as they are shown.
 * Belongs to the toolkit's thread.
 */
public final class Pictures {

  private final Gallery gallery;
  private final Thumbnails thumbnails;
  private final ObservableValue<Theme> theme;

  /** Pictures that follow a theme. */
  public Pictures(Gallery gallery, ObservableValue<Theme> theme) {
    this.gallery = gallery;
    this.thumbnails = new Thumbnails(gallery);
    this.theme = theme;
  }

  /** The coin. */
  public Node coin(double size) {
    return new CoinView(gallery, size);
  }

  /**
   * A vessel with a piece of sky and water.
   *
   * @param known false for a shape in the haze
   */
  public Node vessel(String id, boolean known, double width, double height) {
    StackPane frame = new StackPane();
    frame.setMinSize(width, height);
    frame.setMaxSize(width, height);
    Follower follower = new Follower();
    // A picture that left the scene is not kept alive by the theme.
    frame
        .sceneProperty()
        .subscribe(scene -> {
          follower.stop();
          if (scene != null) {
            follower.follows =
                theme.subscribe(
                    now -> frame.getChildren().setAll(picture(id, known, now, width, height)));
          }
        });
    return frame;
  }

  private Node picture(String id, boolean known, Theme now, double width, double height) {
    return known ? thumbnails.of(id, now, width, height) : thumbnails.hazed(id, now, width, height);
  }

  private static final class Follower {
    private Subscription follows = Subscription.EMPTY;

    void stop() {
      follows.unsubscribe();
      follows = Subscription.EMPTY;
    }
  }
}
