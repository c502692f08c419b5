package dev.offing.client.control;

import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** How buttons are pressed by keyboard. */
public final class Press {

  private Press() {}

  /** ENTER does what SPACE does: JavaFX leaves it to the default button. */
  public static void onEnter(ButtonBase button) {
    button.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            button.fire();
            event.consume();
          }
        });
  }
}
