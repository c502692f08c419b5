package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/** One row of the fleet: its picture, what it is and earns, and the button that buys more. */
final class VesselView implements Rows.RowView<Vessel> {

  private static final double PARTS = 1_000;
  private static final double MIDDLE = 168;
  private static final double THUMB_WIDTH = 56;
  private static final double THUMB_HEIGHT = 45;

  private final String id;
  private final FleetViewModel fleet;
  private final Pictures pictures;
  private final StackPane thumb = new StackPane();
  private final Text name = new Text();
  private final Text owned = new Text();
  private final Node pending = Icons.of(Icon.HOURGLASS, 13);
  private final Text rate = new Text();
  private final Text milestone = new Text();
  private final Text rumour = new Text();
  private final Region done = new Region();
  private final VBox seen;
  private final VBox guessed = new VBox();
  private final BuyButton buy;
  private final HBox root;
  private boolean known;

  VesselView(Vessel vessel, HarbourViewModel harbour, Pictures pictures) {
    this.id = vessel.id();
    this.fleet = harbour.fleet();
    this.pictures = pictures;
    this.buy = new BuyButton("buy-" + id, () -> harbour.buyShown(id));
    name.getStyleClass().add("name");
    owned.setId("owned-" + id);
    owned.getStyleClass().add("owned");
    HBox first = new HBox(7, name, owned, pending);
    first.setAlignment(Pos.CENTER_LEFT);
    rate.getStyleClass().addAll("s", "semi", "pos");
    milestone.getStyleClass().addAll("s", "m");
    rumour.getStyleClass().addAll("s", "m");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox second = new HBox(rate, gap, milestone);
    done.getStyleClass().add("done");
    StackPane progress = new StackPane(done);
    progress.setAlignment(Pos.CENTER_LEFT);
    progress.getStyleClass().add("bar");
    VBox.setMargin(progress, new Insets(4, 0, 0, 0));
    seen = new VBox(second, progress);
    guessed.getChildren().add(rumour);
    VBox middle = new VBox(1, first, seen, guessed);
    middle.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(middle, Priority.ALWAYS);
    thumb.setMinSize(THUMB_WIDTH, THUMB_HEIGHT);
    root = new HBox(11, thumb, middle, buy.root());
    root.setId("vessel-" + id);
    root.getStyleClass().add("vessel");
    // What moves behind the panel costs a blit, and not the row's shapes again.
    root.setCache(true);
    Tooltip why = new Tooltip();
    why.setOnShowing(event -> why.setText(fleet.explain(id)));
    Tooltip.install(root, why);
    buy.root()
        .focusedProperty()
        .addListener((o, before, now) -> buy.root().setAccessibleHelp(fleet.explain(id)));
    picture(vessel.known());
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public void show(Vessel it) {
    if (it.known() != known) {
      picture(it.known());
    }
    name.setText(it.name());
    owned.setText(it.owned() == 0 ? "" : Integer.toString(it.owned()));
    visible(pending, it.pending());
    rate.setText(it.rateText());
    milestone.setText(it.milestoneText());
    rumour.setText(it.rumour());
    double width = it.milestonePart() * MIDDLE / PARTS;
    done.setMinWidth(width);
    done.setMaxWidth(width);
    buy.show(
        it.label(),
        it.priceText(),
        it.offer().affordable(),
        it.best(),
        it.offer().part(),
        spoken(it));
    buy.root().setDisable(it.offer().count() == 0);
  }

  private static String spoken(Vessel it) {
    Offer offer = it.offer();
    if (offer.count() == 0) {
      return it.name() + ", all owned";
    }
    String wait = offer.waitText();
    return "Buy %d %s for %s coins%s"
        .formatted(offer.count(), it.name(), it.priceText(), wait.isEmpty() ? "" : ", " + wait);
  }

  private void picture(boolean isKnown) {
    known = isKnown;
    thumb.getChildren().setAll(pictures.vessel(id, isKnown, THUMB_WIDTH, THUMB_HEIGHT));
    visible(seen, isKnown);
    visible(guessed, !isKnown);
    root.getStyleClass().remove("guessed");
    if (!isKnown) {
      root.getStyleClass().add("guessed");
    }
  }

  private static void visible(Node node, boolean so) {
    node.setVisible(so);
    node.setManaged(so);
  }
}
