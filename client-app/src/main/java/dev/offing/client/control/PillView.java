package dev.offing.client.control;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.harbour.Lamp;
import dev.offing.client.harbour.Pill;
import dev.offing.client.harbour.PillViewModel;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.RotateTransition;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The connection by icon and words, never by colour alone, and where wanted the lamp's oil below
 * it. A press dials at once. While a tester plays a fault, that stands on top.
 */
public final class PillView extends VBox {

  private static final Duration TURN = Duration.seconds(1.2);

  private final PillViewModel status;
  private final ObservableBooleanValue still;
  private final Button pill = new Button();
  private final StackPane icon = new StackPane();
  private final RotateTransition turning = new RotateTransition(TURN, icon);
  private final Label text = new Label();
  private final Label detail = new Label();
  private final CellsView cells = new CellsView();
  private final HBox second = new HBox(8, cells, detail);
  private final CellsView oilCells = new CellsView();
  private final Label oil = new Label();
  private final HBox lamp = new HBox(7, Icons.of(Icon.LAMP, 18), oilCells, oil);

  /**
   * @param withLamp whether the oil of an online lamp is shown below
   * @param still whether nothing is to move
   */
  public PillView(PillViewModel status, boolean withLamp, ObservableBooleanValue still) {
    super(8);
    this.status = status;
    this.still = still;
    setAlignment(Pos.TOP_RIGHT);
    setPickOnBounds(false);
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getStylesheets().add(PillView.class.getResource("pill.css").toExternalForm());
    turning.setByAngle(360);
    turning.setInterpolator(Interpolator.LINEAR);
    turning.setCycleCount(Animation.INDEFINITE);
    buildPill();
    buildLamp();
    getChildren().addAll(simulated(), pill);
    if (withLamp) {
      getChildren().add(lamp);
    }
    status.pill().subscribe(this::show);
    status.lamp().subscribe(this::show);
    sceneProperty().subscribe(scene -> turn());
    still.addListener((o, before, now) -> turn());
  }

  private void buildPill() {
    text.setId("pill-text");
    text.getStyleClass().add("words");
    detail.getStyleClass().add("second");
    detail.setId("pill-detail");
    second.setAlignment(Pos.CENTER_LEFT);
    VBox words = new VBox(1, text, second);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox content = new HBox(7, icon, words);
    content.setAlignment(Pos.CENTER_LEFT);
    pill.setId("pill");
    pill.setGraphic(content);
    pill.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    pill.getStyleClass().addAll("pill", "status");
    pill.setTooltip(new Tooltip("Connect now"));
    pill.setOnAction(event -> status.connect());
    Press.onEnter(pill);
  }

  private void buildLamp() {
    lamp.setId("lamp");
    lamp.setAlignment(Pos.CENTER_LEFT);
    lamp.getStyleClass().addAll("pill", "status");
    oil.getStyleClass().add("words");
    lamp.setMaxWidth(USE_PREF_SIZE);
    lamp.managedProperty().bind(lamp.visibleProperty());
  }

  private Node simulated() {
    Label fault = new Label();
    fault.setId("simulated");
    fault.getStyleClass().addAll("pill", "status", "simulated-pill");
    fault.textProperty().bind(status.simulated().map(it -> "Simulated: " + it));
    fault.visibleProperty().bind(status.simulated().map(it -> !it.isEmpty()));
    fault.managedProperty().bind(fault.visibleProperty());
    return fault;
  }

  private static Icon icon(Pill.Kind kind) {
    return switch (kind) {
      case ONLINE -> Icon.ONLINE;
      case SYNCING -> Icon.SYNC;
      case OFFLINE -> Icon.OFFLINE;
      case LAMP_LOW -> Icon.CLOCK;
      case LAMP_OUT -> Icon.LAMP;
      case TROUBLE -> Icon.WARN;
    };
  }

  /** The icon of a kind of pill; no two share one. */
  public static Icon iconOf(Pill.Kind kind) {
    return icon(kind);
  }

  private void show(Pill it) {
    boolean two = !it.detail().isEmpty();
    text.setText(it.text());
    detail.setText(it.detail());
    visible(second, two);
    visible(cells, it.cells() >= 0);
    cells.show(it.cells());
    pill.setAccessibleText(it.text() + (two ? ". " + it.detail() : ""));
    icon.getChildren().setAll(Icons.of(icon(it.kind()), two ? 22 : 18));
    pill.getStyleClass().removeIf(style -> style.startsWith("is-") || style.equals("two"));
    pill.getStyleClass().add("is-" + it.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (two) {
      pill.getStyleClass().add("two");
    }
    turn();
    showLamp();
  }

  private void show(Lamp it) {
    oil.setText(it.oil());
    oilCells.show(it.cells());
    lamp.setAccessibleText(it.oil() + ", " + it.text());
    showLamp();
  }

  private void showLamp() {
    Pill.Kind kind = status.pill().get().kind();
    boolean online = kind == Pill.Kind.ONLINE || kind == Pill.Kind.SYNCING;
    lamp.setVisible(online && !oil.getText().isEmpty());
  }

  /** The arrows turn while something is on its way and somebody looks. */
  private void turn() {
    boolean turns =
        getScene() != null && !still.get() && status.pill().get().kind() == Pill.Kind.SYNCING;
    if (turns) {
      turning.play();
    } else {
      turning.stop();
      icon.setRotate(0);
    }
  }

  private static void visible(Node node, boolean so) {
    node.setVisible(so);
    node.setManaged(so);
  }
}
