package dev.offing.client.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The frame of the window. Back to front: what a page puts under everything, the rail beside the
 * page, the toasts, the dialogs. Pages are made when they are first gone to.
 *
 * <p>Letters lead to the screens, {@code ?} to the help, ESCAPE takes the newest toast off; all are
 * inert while a text is written and while a dialog is open.
 */
public final class ShellView {

  private static final Duration TURN = Duration.millis(180);

  private final ShellViewModel shell;
  private final Map<Screen, Supplier<Page>> makers;
  private final ObservableBooleanValue still;
  private final Map<Screen, Page> pages = new EnumMap<>(Screen.class);
  private final StackPane backdrop = new StackPane();
  private final StackPane content = new StackPane();

  /** Where the toasts are. */
  private final StackPane over = new StackPane();

  private final DialogLayer dialogs;
  private final StackPane root;
  private @Nullable Page shown;

  /**
   * @param makers makes the page of each screen
   * @param brand drawn at the top of the rail
   * @param banner lies over the lower edge of the window; null for nothing
   * @param still whether nothing is to move
   */
  public ShellView(
      ShellViewModel shell,
      Map<Screen, Supplier<Page>> makers,
      Node brand,
      @Nullable Node banner,
      ObservableBooleanValue still) {
    this.shell = shell;
    this.makers = Map.copyOf(makers);
    this.still = still;
    this.dialogs = new DialogLayer(still);
    ToastsView toasts = new ToastsView(shell.toasts(), still);
    HBox.setHgrow(content, Priority.ALWAYS);
    content.getStyleClass().add("content");
    content.setMinWidth(0); // a page that is too wide never pushes the rail out
    HBox front = new HBox(new RailView(shell, brand).root(), content);
    front.setPickOnBounds(false);
    content.setPickOnBounds(false);
    over.getChildren().add(toasts.root());
    over.setPickOnBounds(false);
    // What toasts keep clear of depends on the window; were the window to grow with them, it would
    // never end.
    over.setMinSize(0, 0);
    root = new StackPane(backdrop, front, over, dialogs.root());
    if (banner != null) {
      StackPane.setAlignment(banner, Pos.BOTTOM_CENTER);
      root.getChildren().add(banner);
    }
    root.getStyleClass().add("shell");
    root.getStylesheets().add(ShellView.class.getResource("shell.css").toExternalForm());
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);
    shell.screen().addListener((observed, before, now) -> show(now));
    show(shell.screen().get());
  }

  /** The node to put into a scene. */
  public Parent root() {
    return root;
  }

  /** The dialogs. */
  public DialogLayer dialogs() {
    return dialogs;
  }

  private void show(Screen screen) {
    Page page =
        pages.computeIfAbsent(
            screen, it -> Objects.requireNonNull(makers.get(it), it.title()).get());
    Page before = shown;
    if (page.equals(before)) {
      return;
    }
    if (before != null) {
      before.visible(false);
    }
    shown = page;
    content.getChildren().setAll(page.root());
    over.paddingProperty().bind(page.besideToasts().map(ShellView::besideRail));
    Node under = page.backdrop();
    if (under == null) {
      backdrop.getChildren().clear();
    } else {
      backdrop.getChildren().setAll(under);
    }
    page.visible(true);
    if (before != null) {
      Fades.in(page.root(), TURN, 8, still.get());
    }
    Node first = page.first();
    if (first != null) {
      first.requestFocus();
    }
  }

  private static Insets besideRail(Insets page) {
    return new Insets(
        page.getTop(), page.getRight(), page.getBottom(), page.getLeft() + RailView.WIDTH);
  }

  private void keys(KeyEvent event) {
    if (dialogs.isOpen() || event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    boolean writes = event.getTarget() instanceof TextInputControl;
    if (event.getCode() == KeyCode.F1 || (!writes && "?".equals(event.getText()))) {
      help();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      if (shell.toasts().dismissNewest()) {
        event.consume();
      }
    } else if (!writes && !event.isShiftDown()) {
      for (Screen screen : Screen.values()) {
        if (event.getCode() == screen.key()) {
          shell.go(screen);
          event.consume();
        }
      }
    }
  }

  /** Shows the keys of everywhere and of the page that is shown. */
  public void help() {
    List<KeyHint> keys = new ArrayList<>();
    for (Screen screen : Screen.values()) {
      keys.add(new KeyHint(screen.key().getName(), screen.title()));
    }
    keys.add(new KeyHint("Tab", "Next control; Shift and Tab, the one before"));
    keys.add(new KeyHint("Enter", "Press it; Space does the same"));
    keys.add(new KeyHint("Esc", "Take the newest message off, close a dialog"));
    if (shown != null) {
      keys.addAll(shown.keys());
    }
    keys.add(new KeyHint("?", "These keys"));
    HelpView help = new HelpView(keys, dialogs::close);
    dialogs.open(help.root(), Pos.CENTER, help.first(), () -> {});
  }
}
