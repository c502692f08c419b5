package dev.offing.client.harbour;

import dev.offing.client.control.Press;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/**
 * A button with what it does over what it costs. One that cannot be paid says when it can, over a
 * bar that fills; pressing it all the same is answered with the reason.
 */
final class BuyButton {

  static final double WIDTH = 104;
  static final double HEIGHT = 41;

  /** Where the corners leave room for the bar. */
  private static final double ROUND = 6;

  private static final PseudoClass AFFORDABLE = PseudoClass.getPseudoClass("affordable");
  private static final PseudoClass BEST = PseudoClass.getPseudoClass("best");
  private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");

  /** So many characters have room in the letters of a price. */
  private static final int ROOMY = 11;

  private static final double PARTS = 1_000;

  private final Button button = new Button();
  private final Text action = new Text();
  private final Text price = new Text();
  private final Region saved = new Region();

  BuyButton(String id, Runnable press) {
    action.getStyleClass().add("action");
    price.getStyleClass().add("price");
    saved.getStyleClass().add("saved");
    saved.setMaxHeight(3);
    VBox words = new VBox(action, price);
    words.setAlignment(Pos.CENTER);
    StackPane face = new StackPane(words, saved);
    StackPane.setAlignment(saved, Pos.BOTTOM_LEFT);
    StackPane.setMargin(saved, new Insets(0, ROUND, 0, ROUND));
    face.setMinSize(WIDTH, HEIGHT);
    face.setMaxSize(WIDTH, HEIGHT);
    button.setId(id);
    button.setGraphic(face);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().setAll("button", "buy");
    button.setOnAction(event -> press.run());
    Press.onEnter(button);
  }

  Button root() {
    return button;
  }

  /**
   * Shows what a press does.
   *
   * @param label {@code Buy 10}, or when it can be bought
   * @param affordable whether it can be now
   * @param best whether it is the one to take
   * @param part how much of the price is there, of 1,000
   * @param spoken the same as a sentence
   */
  void show(String label, String cost, boolean affordable, boolean best, int part, String spoken) {
    action.setText(label);
    price.setText(cost);
    price.pseudoClassStateChanged(LONG, cost.length() > ROOMY);
    button.pseudoClassStateChanged(AFFORDABLE, affordable);
    button.pseudoClassStateChanged(BEST, best);
    double width = affordable ? 0 : Math.floor(part * (WIDTH - 2 * ROUND) / PARTS);
    saved.setMinWidth(width);
    saved.setMaxWidth(width);
    saved.setVisible(width >= 1);
    button.setAccessibleText(spoken);
  }
}
