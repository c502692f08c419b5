package dev.offing.client.harbour;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/** One row of the fleet: what it is and earns, and its three buttons. */
final class VesselView {

  private static final double PARTS = 1_000;
  private static final double PROGRESS_WIDTH = 124;

  private final HBox root = new HBox();
  private final Text owned = new Text();
  private final Text rate = new Text();
  private final Text milestone = new Text();
  private final Region done = new Region();
  private final BuyButton one;
  private final BuyButton ten;
  private final BuyButton max;
  private Vessel shown;

  VesselView(Vessel vessel, HarbourViewModel harbour) {
    shown = vessel;
    String id = vessel.id();
    String called = vessel.name();
    one = new BuyButton("buy-" + id + "-1", called, () -> harbour.buy(id, 1));
    // Ten, or what is left to own: what the label says.
    ten = new BuyButton("buy-" + id + "-10", called, () -> harbour.buy(id, shown.ten().count()));
    max = new BuyButton("buy-" + id + "-max", called, () -> harbour.buyMax(id));
    Text name = new Text(called);
    name.getStyleClass().add("name");
    owned.setId("owned-" + id);
    owned.getStyleClass().add("owned");
    rate.getStyleClass().add("rate");
    rate.managedProperty().bind(rate.textProperty().isNotEmpty());
    milestone.getStyleClass().add("milestone");
    done.getStyleClass().add("done");
    StackPane progress = new StackPane(done);
    progress.getStyleClass().add("progress");
    HBox first = new HBox(name, owned);
    first.getStyleClass().add("first");
    VBox what = new VBox(first, rate);
    what.getStyleClass().add("what");
    VBox next = new VBox(milestone, progress);
    next.getStyleClass().add("next");
    HBox.setHgrow(what, Priority.ALWAYS);
    root.getChildren().addAll(what, next, one.root(), ten.root(), max.root());
    root.getStyleClass().add("vessel");
  }

  Node root() {
    return root;
  }

  void show(Vessel it) {
    shown = it;
    owned.setText(Integer.toString(it.owned()));
    rate.setText(it.rateText());
    milestone.setText(it.milestoneText());
    done.setMaxWidth(it.milestonePart() * PROGRESS_WIDTH / PARTS);
    one.show("Buy 1", it.one());
    ten.show("Buy " + Math.max(1, it.ten().count()), it.ten());
    max.show(it.max().affordable() ? "Max " + it.max().count() : "Max", it.max());
  }
}
