package dev.offing.client.harbour;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The harbour in a window: purse, rate and lamp, the connection, the fleet, and what was refused.
 * Layout and bindings only. Everything is reached by TAB and done by ENTER or SPACE; ESCAPE takes a
 * refusal off the screen.
 */
public final class HarbourView {

  private static final Duration REFUSAL_STAYS = Duration.seconds(10);

  private final HarbourViewModel harbour;
  private final VBox rows = new VBox();
  private final List<VesselView> vessels = new ArrayList<>();
  private final StackPane root;

  public HarbourView(HarbourViewModel harbour) {
    this.harbour = harbour;
    VBox page = new VBox(header(), fleet());
    page.getStyleClass().add("page");
    HBox toast = new ToastView(harbour.refusal(), harbour::dismiss, REFUSAL_STAYS).root();
    StackPane.setAlignment(toast, Pos.TOP_CENTER);
    root = new StackPane(page, toast);
    root.getStyleClass().add("harbour");
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::dismissOnEscape);
    root.getStylesheets().add(HarbourView.class.getResource("harbour.css").toExternalForm());
    harbour.fleet().addListener(this::showFleet);
    build();
  }

  /** The node to put into a scene. */
  public Parent root() {
    return root;
  }

  private void dismissOnEscape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      harbour.dismiss();
      event.consume();
    }
  }

  private HBox header() {
    Label purse = new Label();
    purse.setId("purse");
    purse.getStyleClass().add("purse");
    purse.textProperty().bind(harbour.purse());
    purse.accessibleTextProperty().bind(harbour.purseExact().concat(" coins"));
    Tooltip exact = new Tooltip();
    exact.textProperty().bind(harbour.purseExact().concat(" coins"));
    purse.setTooltip(exact);
    Label coins = new Label("coins");
    coins.getStyleClass().add("unit");
    HBox sum = new HBox(purse, coins);
    sum.getStyleClass().add("sum");

    Label rate = new Label();
    rate.setId("rate");
    rate.getStyleClass().add("rate");
    rate.textProperty().bind(harbour.rate());
    LampView lamp = new LampView(harbour.lamp());
    HBox second = new HBox(rate, lamp.root());
    second.getStyleClass().add("second");

    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    VBox money = new VBox(sum, second);
    money.getStyleClass().add("money");
    HBox header = new HBox(money, gap, new PillView(harbour.pill(), harbour::connect).root());
    header.getStyleClass().add("header");
    return header;
  }

  private VBox fleet() {
    rows.getStyleClass().add("fleet");
    VBox.setVgrow(rows, Priority.ALWAYS);
    return rows;
  }

  private void showFleet(ListChangeListener.Change<? extends Vessel> change) {
    if (vessels.size() != harbour.fleet().size()) {
      build();
      return;
    }
    while (change.next()) {
      for (int i = change.getFrom(); i < change.getTo(); i++) {
        vessels.get(i).show(harbour.fleet().get(i));
      }
    }
  }

  private void build() {
    vessels.clear();
    for (Vessel vessel : harbour.fleet()) {
      VesselView view = new VesselView(vessel, harbour);
      view.show(vessel);
      vessels.add(view);
    }
    rows.getChildren().setAll(vessels.stream().map(VesselView::root).toList());
  }

  /** A pause after which something is done; stopped by whoever does it first. */
  static PauseTransition after(Duration pause, Runnable then) {
    PauseTransition transition = new PauseTransition(pause);
    transition.setOnFinished(event -> then.run());
    return transition;
  }
}
