package dev.offing.client.shell;

import dev.offing.client.art.Icons;
import dev.offing.client.control.Press;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The spine of the book: where one can go, by icon and word. */
final class RailView {

  static final double WIDTH = 76;

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final VBox root = new VBox(4);
  private final Map<Screen, Button> buttons = new EnumMap<>(Screen.class);

  /**
   * @param brand drawn at the top
   */
  RailView(ShellViewModel shell, Node brand) {
    root.getStyleClass().add("rail");
    // What moves behind or beside it costs a blit, and not its shapes again.
    root.setCache(true);
    VBox.setMargin(brand, new Insets(0, 0, 12, 0));
    root.getChildren().add(brand);
    for (Screen screen : Screen.values()) {
      if (screen == Screen.SETTINGS) {
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        root.getChildren().add(gap);
      }
      root.getChildren().add(entry(shell, screen));
    }
    shell.screen().addListener((observed, before, now) -> choose(now));
    choose(shell.screen().get());
  }

  VBox root() {
    return root;
  }

  private Node entry(ShellViewModel shell, Screen screen) {
    Label word = new Label(screen.title());
    VBox face = new VBox(3, Icons.of(screen.icon(), 22), word);
    face.setAlignment(Pos.CENTER);
    Button button = new Button();
    button.setId("go-" + screen.name().toLowerCase(Locale.ROOT));
    button.getStyleClass().add("place");
    button.setGraphic(face);
    button.setOnAction(event -> shell.go(screen));
    Press.onEnter(button);
    buttons.put(screen, button);

    Label badge = new Label();
    badge.getStyleClass().add("badge");
    badge.setMouseTransparent(true);
    badge.textProperty().bind(shell.badge(screen).map(n -> n.intValue() > 99 ? "99+" : "" + n));
    badge.visibleProperty().bind(shell.badge(screen).greaterThan(0));
    button
        .accessibleTextProperty()
        .bind(
            shell
                .badge(screen)
                .map(n ->
                    n.intValue() == 0 ? screen.title() : screen.title() + ", " + n + " waiting"));
    StackPane entry = new StackPane(button, badge);
    StackPane.setAlignment(badge, Pos.TOP_RIGHT);
    entry.setMaxWidth(60);
    return entry;
  }

  private void choose(Screen now) {
    buttons.forEach((screen, button) -> button.pseudoClassStateChanged(CHOSEN, screen == now));
  }
}
