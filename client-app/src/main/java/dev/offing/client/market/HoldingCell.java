package dev.offing.client.market;

import dev.offing.client.art.Gallery;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** What one has of a good, and what that is worth. */
final class HoldingCell extends ListCell<HoldingRow> {
  private final GoodTile tile;
  private final Label title = new Label();
  private final Label worth = new Label();
  private final HBox row;

  HoldingCell(Gallery gallery) {
    tile = new GoodTile(gallery, Parts.SMALL);
    row = new HBox(10, tile, title, Parts.gap(), worth);
    title.getStyleClass().add("name");
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("holding");
    getStyleClass().add("holding-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable HoldingRow it, boolean empty) {
    super.updateItem(it, empty);
    if (it == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    tile.show(it.good());
    title.setText(it.title());
    worth.setText(it.worth());
    setAccessibleText(it.title() + (it.worth().isEmpty() ? "" : ", worth " + it.worth()));
    setGraphic(row);
  }
}
