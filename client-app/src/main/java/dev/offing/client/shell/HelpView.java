package dev.offing.client.shell;

import dev.offing.client.control.Press;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The keys, on one card. */
final class HelpView {

  private final VBox root = new VBox(14);
  private final Button close = new Button("Back to work");

  HelpView(List<KeyHint> keys, Runnable dismiss) {
    Label title = new Label("Keys");
    title.getStyleClass().add("h1");
    GridPane lines = new GridPane(18, 8);
    for (int i = 0; i < keys.size(); i++) {
      HBox caps = new HBox(4);
      caps.setAlignment(Pos.CENTER_LEFT);
      for (String key : keys.get(i).keys().split("\\+", -1)) {
        Label cap = new Label(key);
        cap.getStyleClass().add("kbd");
        caps.getChildren().add(cap);
      }
      lines.addRow(i, caps, new Label(keys.get(i).what()));
    }
    close.setId("help-close");
    close.getStyleClass().addAll("btn", "big");
    close.setOnAction(event -> dismiss.run());
    Press.onEnter(close);
    root.setId("help");
    root.setPadding(new Insets(26, 32, 22, 32));
    root.setMinWidth(420);
    root.getChildren().addAll(title, lines, close);
  }

  Region root() {
    return root;
  }

  Node first() {
    return close;
  }
}
