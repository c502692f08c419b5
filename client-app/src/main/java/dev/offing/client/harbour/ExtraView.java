package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/** One row of upgrades or boosts. */
final class ExtraView implements Rows.RowView<Extra> {

  private static final double WORDS = 178;

  private final StackPane tile = new StackPane();
  private final Icon icon;
  private final Text name = new Text();
  private final Node pending = Icons.of(Icon.HOURGLASS, 13);
  private final Text text = new Text();
  private final Text state = new Text();
  private final BuyButton buy;
  private final HBox root;

  /**
   * @param icon of what can be had
   * @param press called with the id
   */
  ExtraView(Extra extra, Icon icon, Consumer<String> press) {
    this.icon = icon;
    this.buy = new BuyButton("extra-" + extra.id(), () -> press.accept(extra.id()));
    tile.getStyleClass().add("tile");
    name.getStyleClass().add("name");
    text.getStyleClass().addAll("s", "m");
    // A width of its own, scroll bar or not: so its height is known, and no sentence is cut.
    text.setWrappingWidth(WORDS);
    state.getStyleClass().addAll("s", "m");
    HBox first = new HBox(7, name, pending);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox words = new VBox(1, first, text);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    StackPane right = new StackPane(state, buy.root());
    right.setMinWidth(BuyButton.WIDTH);
    root = new HBox(11, tile, words, right);
    root.setId("row-" + extra.id());
    root.getStyleClass().add("extra");
    show(extra);
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public void show(Extra it) {
    name.setText(it.name());
    text.setText(it.text());
    visible(pending, it.pending());
    boolean quiet = it.state() == Extra.State.OWNED;
    state.setText(quiet ? it.label() : "");
    visible(buy.root(), !quiet);
    buy.root().setDisable(it.state() == Extra.State.RUNNING);
    boolean ready = it.state() == Extra.State.READY;
    buy.show(it.label(), it.priceText(), ready, it.best(), it.part(), spoken(it));
    tile.getChildren().setAll(Icons.of(icon(it.state()), 18));
    root.getStyleClass().removeAll("owned-extra", "locked-extra");
    switch (it.state()) {
      case OWNED -> root.getStyleClass().add("owned-extra");
      case LOCKED -> root.getStyleClass().add("locked-extra");
      case READY, DEAR, RUNNING -> {}
    }
  }

  private Icon icon(Extra.State it) {
    return switch (it) {
      case OWNED -> Icon.CHECK;
      case LOCKED -> Icon.LOCK;
      case READY, DEAR, RUNNING -> icon;
    };
  }

  private static String spoken(Extra it) {
    return switch (it.state()) {
      case READY -> it.name() + ", " + it.label() + " for " + it.priceText() + " coins";
      case DEAR -> it.name() + " for " + it.priceText() + " coins, " + it.label();
      case RUNNING -> it.name() + " is running, " + it.priceText();
      case LOCKED -> it.name() + " is locked. " + it.text();
      case OWNED -> it.name() + " is owned";
    };
  }

  private static void visible(Node node, boolean so) {
    node.setVisible(so);
    node.setManaged(so);
  }
}
