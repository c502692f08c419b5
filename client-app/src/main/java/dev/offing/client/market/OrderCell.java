package dev.offing.client.market;

import dev.offing.client.art.Gallery;
import dev.offing.client.control.Press;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** An open order: what it is about, what became of it, and the button that takes it back. */
final class OrderCell extends ListCell<OrderRow> {
  private final GoodTile tile;
  private final Label title = new Label();
  private final Label limit = new Label();
  private final Label traded = Parts.note("");
  private final Label held = Parts.note("");
  private final Button cancel = new Button("Cancel");
  private final HBox row;

  /**
   * @param cancels hears the id of an order that is to be taken back
   */
  OrderCell(Gallery gallery, Consumer<String> cancels) {
    tile = new GoodTile(gallery, Parts.SMALL);
    title.getStyleClass().add("name");
    column(title, 170, Pos.CENTER_LEFT);
    column(limit, 120, Pos.CENTER_RIGHT);
    column(traded, 90, Pos.CENTER_RIGHT);
    column(held, 130, Pos.CENTER_RIGHT);
    cancel.getStyleClass().addAll("btn", "ghost", "small");
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.setOnAction(_ -> {
      OrderRow it = getItem();
      if (it != null) {
        cancels.accept(it.id());
      }
    });
    Press.onEnter(cancel);
    row = new HBox(10, tile, title, limit, traded, held, Parts.gap(), cancel);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("order");
    getStyleClass().add("order-cell");
    setPrefWidth(0);
  }

  private static void column(Label label, double width, Pos where) {
    label.setMinWidth(0);
    label.setPrefWidth(width);
    label.setAlignment(where);
  }

  @Override
  protected void updateItem(@Nullable OrderRow order, boolean empty) {
    super.updateItem(order, empty);
    if (order == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    tile.show(order.good());
    title.setText(order.title());
    limit.setText(order.limit());
    traded.setText(order.traded());
    held.setText(order.held());
    cancel.setId("market-cancel-" + getIndex());
    cancel.setAccessibleText("Cancel: " + order.title());
    setAccessibleText(
        "%s, limit %s, traded: %s, holds %s"
            .formatted(order.title(), order.limit(), order.traded(), order.held()));
    setGraphic(row);
  }
}
