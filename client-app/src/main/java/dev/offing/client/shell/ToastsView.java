package dev.offing.client.shell;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.control.Card;
import dev.offing.client.control.Press;
import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The toasts at the top of the place that a page leaves them, as many in a row as have room. */
final class ToastsView {

  private static final Duration IN = Duration.millis(220);
  private static final Duration OUT = Duration.millis(160);

  private final ToastsViewModel toasts;
  private final ObservableBooleanValue still;
  private final FlowPane root = new FlowPane(10, 10);
  private final Map<Toast, Node> cards = new HashMap<>();

  /**
   * @param still whether nothing is to move
   */
  ToastsView(ToastsViewModel toasts, ObservableBooleanValue still) {
    this.toasts = toasts;
    this.still = still;
    root.setId("toasts");
    root.setAlignment(Pos.TOP_CENTER);
    root.setPickOnBounds(false);
    root.setRowValignment(VPos.TOP);
    toasts.shown().addListener(this::changed);
    toasts.shown().forEach(this::add);
  }

  FlowPane root() {
    return root;
  }

  private void changed(ListChangeListener.Change<? extends Toast> change) {
    while (change.next()) {
      change.getRemoved().forEach(this::remove);
      change.getAddedSubList().forEach(this::add);
    }
  }

  private void add(Toast toast) {
    Card card = card(toast);
    cards.put(toast, card);
    root.getChildren().add(card);
    Fades.in(card, IN, -8, still.get());
    PauseTransition end = new PauseTransition(Duration.seconds(toast.kind().seconds()));
    end.setOnFinished(event -> toasts.dismiss(toast));
    // Who reads slowly holds it with the pointer or the focus.
    card.hoverProperty().addListener((o, before, over) -> hold(end, over));
    card.focusWithinProperty().addListener((o, before, within) -> hold(end, within));
    end.play();
  }

  private static void hold(PauseTransition end, boolean held) {
    if (held) {
      end.stop();
    } else {
      end.playFromStart();
    }
  }

  private void remove(Toast toast) {
    Node card = cards.remove(toast);
    if (card != null) {
      card.setMouseTransparent(true);
      Fades.out(card, OUT, still.get(), () -> root.getChildren().remove(card));
    }
  }

  private Card card(Toast toast) {
    Label title = new Label(toast.title());
    title.getStyleClass().addAll("b", "toast-title");
    title.setWrapText(true);
    VBox words = new VBox(2, title);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (!toast.reason().isEmpty()) {
      Label reason = new Label(toast.reason());
      reason.getStyleClass().addAll("m", "s", "toast-reason");
      reason.setWrapText(true);
      words.getChildren().add(reason);
    }
    Toast.Action action = toast.action();
    if (action != null) {
      Button act = new Button(action.label());
      act.getStyleClass().addAll("btn", "ghost", "small", "toast-act");
      act.setOnAction(event -> {
        toasts.dismiss(toast);
        action.run().run();
      });
      Press.onEnter(act);
      words.getChildren().add(act);
    }
    Button close = new Button();
    close.getStyleClass().addAll("flat", "toast-close");
    close.setGraphic(Icons.of(Icon.CROSS, 14));
    close.setAccessibleText("Dismiss: " + toast.title());
    close.setOnAction(event -> toasts.dismiss(toast));
    Press.onEnter(close);
    HBox row = new HBox(11, Icons.of(toast.kind().icon(), 20), words, close);
    row.getStyleClass().addAll("toast", toast.kind().styleClass());
    Card card = new Card(row);
    card.setAccessibleRole(AccessibleRole.TEXT);
    card.setAccessibleText(
        toast.reason().isEmpty() ? toast.title() : toast.title() + ". " + toast.reason());
    card.setMinWidth(Toast.WIDTH);
    card.setPrefWidth(Toast.WIDTH); // else a long reason wants to be one line
    card.setMaxWidth(Toast.WIDTH);
    return card;
  }
}
