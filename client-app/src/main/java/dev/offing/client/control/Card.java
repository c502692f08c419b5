package dev.offing.client.control;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * A page of the book, laid on the scene. Its shadow is a node of its own, drawn once: an effect on
 * the card itself would be computed again for each digit that changes on it.
 */
public final class Card extends StackPane {

  /** A card of radius 14. */
  public Card(Node content) {
    this(content, "card");
  }

  private Card(Node content, String styleClass) {
    Region shadow = new Region();
    shadow.getStyleClass().add(styleClass + "-shadow");
    shadow.setMouseTransparent(true);
    shadow.setCache(true);
    StackPane page = new StackPane(content);
    page.getStyleClass().add(styleClass);
    getChildren().addAll(shadow, page);
    // A click on paper is not one on the sea below.
    setPickOnBounds(true);
  }

  /** A dialog: radius 18 and a deeper shadow. */
  public static Card dialog(Node content) {
    return new Card(content, "dialog-card");
  }
}
