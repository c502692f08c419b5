package dev.offing.client.harbour;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/**
 * A button with what it does over what it costs. One that cannot be paid says when it can; pressing
 * it all the same is answered with the reason.
 */
final class BuyButton {

  private static final PseudoClass AFFORDABLE = PseudoClass.getPseudoClass("affordable");

  private final Button button = new Button();
  private final Text action = new Text();
  private final Text price = new Text();
  private final String vessel;

  BuyButton(String id, String vessel, Runnable press) {
    this.vessel = vessel;
    action.getStyleClass().add("action");
    price.getStyleClass().add("price");
    VBox text = new VBox(action, price);
    text.getStyleClass().add("text");
    button.setId(id);
    button.setGraphic(text);
    button.getStyleClass().add("buy");
    button.setOnAction(event -> press.run());
    button.addEventHandler(KeyEvent.KEY_PRESSED, event -> fireOnEnter(event, button));
  }

  Node root() {
    return button;
  }

  void show(String label, Offer offer) {
    button.setDisable(offer.count() == 0);
    button.pseudoClassStateChanged(AFFORDABLE, offer.affordable());
    action.setText(offer.affordable() || offer.count() == 0 ? label : offer.waitText());
    price.setText(offer.count() == 0 ? "all owned" : offer.priceText());
    String wait = offer.waitText();
    button.setAccessibleText(
        "Buy %d %s for %s coins%s"
            .formatted(
                offer.count(), vessel, offer.priceText(), wait.isEmpty() ? "" : ", " + wait));
  }

  /** ENTER does what SPACE does: JavaFX leaves it to the default button. */
  static void fireOnEnter(KeyEvent event, Button button) {
    if (event.getCode() == KeyCode.ENTER) {
      button.fire();
      event.consume();
    }
  }
}
