package dev.offing.client.shell;

import dev.offing.client.control.Card;
import java.util.Objects;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One dialog at a time, over everything. While it is open the keyboard stays in it; ESCAPE closes
 * it; then the focus returns to where it was. Belongs to the toolkit's thread.
 */
public final class DialogLayer {

  private static final Duration IN = Duration.millis(260);
  private static final Duration OUT = Duration.millis(160);

  private static final double EDGE = 16;

  /** A dialog at a side stands this far in from it. */
  public static final double SIDE = 40;

  private final ObservableBooleanValue still;
  private final StackPane root = new StackPane();
  private @Nullable Card open;
  private @Nullable Node before;
  private @Nullable Runnable onClose;

  /**
   * @param still whether nothing is to move
   */
  DialogLayer(ObservableBooleanValue still) {
    this.still = still;
    root.setVisible(false);
    root.setMinSize(0, 0);
    root.getStyleClass().add("dialogs");
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);
  }

  StackPane root() {
    return root;
  }

  /** Whether one is open. */
  public boolean isOpen() {
    return open != null;
  }

  /**
   * Opens a dialog; one that is open is closed before.
   *
   * @param at where it stands
   * @param first what has the focus at first: the safe way out
   * @param closed called when it is closed, however
   */
  public void open(Region content, Pos at, Node first, Runnable closed) {
    close();
    before = root.getScene() == null ? null : root.getScene().getFocusOwner();
    Card card = Card.dialog(content);
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(card, at);
    StackPane.setMargin(
        card, new Insets(EDGE, at.getHpos() == HPos.RIGHT ? SIDE : EDGE, EDGE, EDGE));
    open = card;
    onClose = closed;
    root.getChildren().setAll(card);
    root.setVisible(true);
    root.setMouseTransparent(false);
    Fades.in(card, IN, 8, still.get());
    first.requestFocus();
  }

  /** Closes the dialog that is open, if one is. */
  public void close() {
    Card card = open;
    if (card == null) {
      return;
    }
    open = null;
    root.setMouseTransparent(true); // what fades away is in nobody's way
    Fades.out(
        card,
        OUT,
        still.get(),
        () -> {
          root.getChildren().remove(card);
          root.setVisible(open != null);
        });
    Node owner = before;
    if (owner != null && Objects.equals(owner.getScene(), root.getScene())) {
      owner.requestFocus();
    }
    Runnable closed = onClose;
    onClose = null;
    if (closed != null) {
      closed.run();
    }
  }

  private void keys(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    }
  }
}
