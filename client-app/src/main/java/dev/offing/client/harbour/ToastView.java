package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What was refused and why, for some seconds or until it is dismissed. */
final class ToastView {

  private final Label title = new Label();
  private final Label reason = new Label();
  private final Button close = new Button();
  private final HBox root;
  private final PauseTransition end;

  ToastView(ReadOnlyObjectProperty<@Nullable Refusal> refusal, Runnable dismiss, Duration stays) {
    title.setId("refusal-title");
    title.getStyleClass().add("title");
    reason.setId("refusal-reason");
    reason.getStyleClass().add("reason");
    reason.setWrapText(true);
    close.setId("refusal-close");
    close.setGraphic(Icons.of(Icon.CROSS, 14));
    close.setAccessibleText("Dismiss");
    close.getStyleClass().add("close");
    close.setOnAction(event -> dismiss.run());
    close.addEventHandler(KeyEvent.KEY_PRESSED, event -> BuyButton.fireOnEnter(event, close));
    root = new HBox(Icons.of(Icon.CROSS, 18), new VBox(title, reason), close);
    root.setId("refusal");
    root.getStyleClass().add("toast");
    root.setAccessibleRole(AccessibleRole.TEXT);
    end = HarbourView.after(stays, dismiss);
    refusal.addListener((observed, before, after) -> show(after));
    show(refusal.get());
  }

  HBox root() {
    return root;
  }

  private void show(@Nullable Refusal it) {
    root.setVisible(it != null);
    end.stop();
    if (it != null) {
      title.setText(it.title());
      reason.setText(it.reason());
      root.setAccessibleText(it.title() + ". " + it.reason());
      end.playFromStart();
    }
  }
}
