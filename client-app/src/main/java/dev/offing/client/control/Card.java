package dev.offing.client.control;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

/**
 * A page of the book, laid on the scene. Its shadow is a node of its own, drawn once: an effect on
 * the card itself would be computed again for each digit that changes on it.
 */
public final class Card extends StackPane {

  private static final double DIALOG_RADIUS = 18;

  /** A card of radius 14. */
  public Card(Node content) {
    this(content, "card");
  }

  private Card(Node content, String styleClass) {
    this(new StackPane(content), styleClass);
  }

  private Card(StackPane page, String styleClass) {
    Region shadow = new Region();
    shadow.getStyleClass().add(styleClass + "-shadow");
    shadow.setMouseTransparent(true);
    shadow.setCache(true);
    page.getStyleClass().add(styleClass);
    getChildren().addAll(shadow, page);
    // A click on paper is not one on the sea below.
    setPickOnBounds(true);
  }

  /** A dialog: radius 18 and a deeper shadow. */
  public static Card dialog(Node content) {
    StackPane page = new StackPane(content);
    // What reaches the edge is cut to the round of the corners.
    Rectangle round = new Rectangle();
    round.setArcWidth(2 * DIALOG_RADIUS);
    round.setArcHeight(2 * DIALOG_RADIUS);
    round.widthProperty().bind(page.widthProperty());
    round.heightProperty().bind(page.heightProperty());
    page.setClip(round);
    return new Card(page, "dialog-card");
  }
}
