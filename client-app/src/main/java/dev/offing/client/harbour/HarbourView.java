package dev.offing.client.harbour;

import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import dev.offing.client.control.PillView;
import dev.offing.client.shell.Toast;
import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/**
 * What lies on the harbour's scene: purse, pill and fleet. Layout and bindings only. Everything is
 * reached by TAB and done by ENTER or SPACE; digits choose how many a button buys, letters open the
 * tabs. Where nothing lies, a click goes through to the sea.
 */
public final class HarbourView {

  private static final double MARGIN = 16;
  private static final double BELOW = 10;

  /** The fleet's card and the air on both its sides. */
  private static final double PANEL = FleetPanel.WIDTH + 2 * MARGIN;

  private static final Map<KeyCode, Amount> AMOUNTS =
      Map.of(
          KeyCode.DIGIT1, Amount.ONE,
          KeyCode.DIGIT2, Amount.TEN,
          KeyCode.DIGIT3, Amount.HUNDRED,
          KeyCode.DIGIT4, Amount.NEXT,
          KeyCode.DIGIT5, Amount.MAX);

  private static final Duration POINTED = Duration.seconds(4);

  private final HarbourViewModel harbour;
  private final FleetPanel panel;
  private final Region purse;
  private final Region status;
  private final Label pointed = new Label();
  private final PauseTransition pointedEnds = new PauseTransition(POINTED);
  private final StackPane root;

  /**
   * @param still whether nothing is to move
   */
  public HarbourView(HarbourViewModel harbour, Pictures pictures, ObservableBooleanValue still) {
    this.harbour = harbour;
    this.panel = new FleetPanel(harbour, pictures);
    Card ship = new Card(pointed);
    pointed.setId("ship");
    pointed.getStyleClass().add("ship");
    ship.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    ship.visibleProperty().bind(pointed.textProperty().isNotEmpty());
    pointedEnds.setOnFinished(event -> pointed.setText(""));
    purse = new PurseView(harbour.purse(), pictures, still).root();
    status = new PillView(harbour.status(), /* withLamp= */ true, still);
    root = new StackPane(purse, status, panel.root(), ship);
    place(ship, Pos.BOTTOM_LEFT, new Insets(MARGIN));
    place(purse, Pos.TOP_LEFT, new Insets(MARGIN));
    StackPane.setAlignment(status, Pos.TOP_RIGHT);
    placeStatus();
    for (Region it : List.of(root, purse, status)) {
      it.widthProperty().addListener(o -> placeStatus());
    }
    place(panel.root(), Pos.TOP_RIGHT, new Insets(MARGIN));
    root.setPickOnBounds(false);
    root.getStyleClass().add("harbour");
    root.getStylesheets().add(HarbourView.class.getResource("harbour.css").toExternalForm());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
    // The welcome has the whole scene; hidden by opacity, so that the focus finds its way back.
    harbour
        .welcome()
        .welcome()
        .subscribe(it -> {
          root.setOpacity(it == null ? 1 : 0);
          root.setMouseTransparent(it != null);
        });
  }

  /** The node to put into a scene. */
  public Parent root() {
    return root;
  }

  /** Says a few words of a vessel that was pointed at. */
  void point(String vessel) {
    pointed.setText(harbour.vesselCard(vessel));
    pointedEnds.playFromStart();
  }

  /** Toasts stand one under the other, in the middle of the scene, below purse and pill. */
  ObservableValue<Insets> besideToasts() {
    return Bindings.createObjectBinding(
        () -> {
          double top = Math.max(foot(purse), foot(status)) + BELOW;
          double side = Math.max(0, (root.getWidth() - PANEL - Toast.WIDTH) / 2);
          return new Insets(top, PANEL + side, 0, side);
        },
        root.widthProperty(),
        purse.layoutYProperty(),
        purse.heightProperty(),
        status.layoutYProperty(),
        status.heightProperty());
  }

  /** Without its shadow. */
  private static double foot(Region it) {
    return it.getLayoutY() + it.getHeight();
  }

  /** The pill stands beside the purse; where both are too wide for that, below it. */
  private void placeStatus() {
    double beside = root.getWidth() - PANEL - 2 * MARGIN - purse.getWidth();
    double top = status.getWidth() <= beside ? MARGIN : MARGIN + purse.getHeight() + BELOW;
    StackPane.setMargin(status, new Insets(top, PANEL, 0, 0));
  }

  /** What of the window is hidden: by the panel, or by the welcome in its place. */
  ObservableValue<Insets> covers() {
    return Bindings.createObjectBinding(
        () -> {
          if (harbour.welcome().welcome().get() != null) {
            return new Insets(0, WelcomeDialog.COVERS, WelcomeDialog.BELOW, 0);
          }
          double free =
              root.getHeight() - MARGIN - FleetPanel.height(harbour.fleet().rows().size());
          return new Insets(0, FleetPanel.WIDTH + MARGIN, Math.max(0, free), 0);
        },
        harbour.welcome().welcome(),
        harbour.fleet().rows(),
        root.heightProperty());
  }

  /** Where the focus goes at first. */
  Node first() {
    return panel.first();
  }

  private static void place(Node node, Pos at, Insets margin) {
    StackPane.setAlignment(node, at);
    StackPane.setMargin(node, margin);
  }

  private void keys(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown() || event.isShiftDown()) {
      return;
    }
    Amount amount = AMOUNTS.get(event.getCode());
    if (amount != null) {
      harbour.fleet().choose(amount);
      event.consume();
    }
    for (FleetPanel.Tab tab : FleetPanel.Tab.values()) {
      if (event.getCode() == tab.key()) {
        panel.open(tab);
        event.consume();
      }
    }
  }
}
