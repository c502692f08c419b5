package dev.offing.client.harbour;

import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import javafx.animation.AnimationTimer;
import javafx.animation.Interpolator;
import javafx.animation.ScaleTransition;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Duration;

/**
 * The purse on its card. The sum has the room of one digit more than it shows, and never gives room
 * back, so nothing moves while it counts. Every digit is in the tooltip and goes to the clipboard
 * by CTRL+C or the context menu.
 */
final class PurseView {

  private static final double WIDTH = 304;
  private static final double HEIGHT = 82;
  private static final double COIN = 30;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final PurseViewModel purse;
  private final ObservableBooleanValue still;
  private final Text calm = new Text();
  private final Text alarmed = new Text();
  private final Text room = new Text();
  private final Node coin;
  private final ScaleTransition pulse;
  private final AnimationTimer frames;
  private final Card root;
  private int mostDigits;

  PurseView(PurseViewModel purse, Pictures pictures, ObservableBooleanValue still) {
    this.purse = purse;
    this.still = still;
    this.coin = pictures.coin(COIN);
    this.pulse = new ScaleTransition(Duration.millis(110), coin);
    this.frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            purse.frame();
          }
        };
    pulse.setToX(1.16);
    pulse.setToY(1.16);
    pulse.setAutoReverse(true);
    pulse.setCycleCount(2);
    pulse.setInterpolator(Interpolator.EASE_OUT);
    root = new Card(content());
    root.setMinSize(WIDTH, HEIGHT);
    root.setMaxSize(Region.USE_PREF_SIZE, HEIGHT);
    purse.text().subscribe(text -> showSum());
    purse.alarmFrom().subscribe(from -> showSum());
    purse.jumps().addListener((o, before, now) -> pulse());
    purse.moving().subscribe(this::animate);
  }

  Card root() {
    return root;
  }

  private Node content() {
    calm.getStyleClass().add("sum");
    alarmed.getStyleClass().addAll("sum", "dan");
    room.getStyleClass().add("sum");
    room.setVisible(false);
    HBox digits = new HBox(calm, alarmed);
    digits.setAlignment(Pos.CENTER_LEFT);
    StackPane sum = new StackPane(room, digits);
    sum.setAlignment(Pos.CENTER_LEFT);
    HBox first = new HBox(8, coin, sum);
    first.setAlignment(Pos.CENTER_LEFT);
    Text rate = new Text();
    rate.setId("rate");
    rate.getStyleClass().addAll("rate", "pos");
    rate.textProperty().bind(purse.rate());
    Text note = new Text();
    note.setId("purse-note");
    note.getStyleClass().addAll("s", "m");
    note.textProperty().bind(purse.note());
    HBox second = new HBox(10, rate, note);
    second.setAlignment(Pos.BASELINE_LEFT);
    VBox lines = new VBox(3, first, second);
    lines.setId("purse");
    lines.getStyleClass().add("purse");
    lines.setFocusTraversable(true);
    lines.setAccessibleRole(AccessibleRole.TEXT);
    lines.accessibleTextProperty().bind(purse.exact().concat(" coins"));
    lines.accessibleHelpProperty().bind(purse.detail());
    Tooltip exact = new Tooltip();
    exact.textProperty().bind(purse.exact().concat(" coins\n").concat(purse.detail()));
    Tooltip.install(lines, exact);
    MenuItem copy = new MenuItem("Copy exact");
    copy.setId("purse-copy");
    copy.setAccelerator(COPY);
    copy.setOnAction(event -> copy());
    ContextMenu menu = new ContextMenu(copy);
    lines.addEventHandler(
        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
        event -> menu.show(lines, event.getScreenX(), event.getScreenY()));
    lines.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          }
        });
    return lines;
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(purse.exact().get());
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void showSum() {
    String sum = purse.text().get();
    int from = purse.alarmFrom().get();
    calm.setText(from < 0 ? sum : sum.substring(0, Math.min(from, sum.length())));
    alarmed.setText(from < 0 ? "" : sum.substring(Math.min(from, sum.length())));
    if (sum.length() > mostDigits) {
      mostDigits = sum.length();
      room.setText("0" + sum.replaceAll("[0-9]", "0"));
    }
  }

  private void pulse() {
    if (!still.get()) {
      pulse.playFromStart();
    }
  }

  private void animate(boolean moving) {
    if (moving) {
      frames.start();
    } else {
      frames.stop();
    }
  }
}
