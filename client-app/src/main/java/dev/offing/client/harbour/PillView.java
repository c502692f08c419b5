package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The connection: icon, text, and a press dials at once. */
final class PillView {

  private final Button pill = new Button();
  private final StackPane icon = new StackPane();
  private final Label text = new Label();
  private final Label detail = new Label();

  PillView(ReadOnlyObjectProperty<Pill> state, Runnable connect) {
    text.setId("pill-text");
    text.getStyleClass().add("text");
    detail.getStyleClass().add("detail");
    detail.managedProperty().bind(detail.visibleProperty());
    HBox content = new HBox(icon, new VBox(text, detail));
    content.getStyleClass().add("content");
    pill.setId("pill");
    pill.setGraphic(content);
    pill.getStyleClass().add("pill");
    pill.setTooltip(new Tooltip("Connect now"));
    pill.setOnAction(event -> connect.run());
    pill.addEventHandler(KeyEvent.KEY_PRESSED, event -> BuyButton.fireOnEnter(event, pill));
    state.addListener((observed, before, after) -> show(after, after.kind() != before.kind()));
    show(state.get(), true);
  }

  Node root() {
    return pill;
  }

  static Icon icon(Pill.Kind kind) {
    return switch (kind) {
      case ONLINE -> Icon.ONLINE;
      case SYNCING -> Icon.SYNC;
      case OFFLINE -> Icon.OFFLINE;
      case LAMP_OUT -> Icon.LAMP;
      case TROUBLE -> Icon.WARN;
    };
  }

  private void show(Pill it, boolean otherKind) {
    text.setText(it.text());
    detail.setText(it.detail());
    detail.setVisible(!it.detail().isEmpty());
    pill.setAccessibleText(it.text() + (it.detail().isEmpty() ? "" : ". " + it.detail()));
    if (otherKind) {
      icon.getChildren().setAll(Icons.of(icon(it.kind()), 18));
      pill.getStyleClass().removeIf(style -> style.startsWith("is-"));
      pill.getStyleClass().add("is-" + it.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }
}
