package dev.offing.client.settings;

import dev.offing.client.control.Press;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A row of the settings: what it is about, and at its right what can be done. */
final class SettingsRow {
  private SettingsRow() {}

  /**
   * A row.
   *
   * @param text a second line; empty for none
   */
  static HBox of(String title, String text, Node right) {
    Label name = new Label(title);
    name.getStyleClass().add("b");
    VBox words = new VBox(name);
    if (!text.isEmpty()) {
      Label second = new Label(text);
      second.getStyleClass().addAll("m", "s");
      words.getChildren().add(second);
    }
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox(16, words, right);
    row.getStyleClass().add("settings-row");
    return row;
  }

  /** A small button for such a row. */
  static Button button(String id, String text) {
    Button button = new Button(text);
    button.setId(id);
    button.getStyleClass().addAll("btn", "ghost", "small");
    Press.onEnter(button);
    return button;
  }
}
