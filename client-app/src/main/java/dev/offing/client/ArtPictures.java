package dev.offing.client;

import dev.offing.client.art.CoinView;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Thumbnails;
import dev.offing.client.harbour.Pictures;
import dev.offing.client.look.Theme;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/** The drawings of the assets, in the theme of the moment for as long as they are shown. */
final class ArtPictures implements Pictures {

  private final Gallery gallery;
  private final Thumbnails thumbnails;
  private final ObservableValue<Theme> theme;

  ArtPictures(Gallery gallery, Thumbnails thumbnails, ObservableValue<Theme> theme) {
    this.gallery = gallery;
    this.thumbnails = thumbnails;
    this.theme = theme;
  }

  @Override
  public Node coin(double size) {
    return new CoinView(gallery, size);
  }

  @Override
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
