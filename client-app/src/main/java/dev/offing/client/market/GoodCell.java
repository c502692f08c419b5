package dev.offing.client.market;

import dev.offing.client.art.Gallery;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/** A good: its picture, what one costs, how many are held, and its last day as a line. */
final class GoodCell extends ListCell<GoodRow> {
  private static final PseudoClass FALLS = PseudoClass.getPseudoClass("falls");
  private static final double PICTURE = 24;
  private static final double LINE_WIDTH = 72;
  private static final double LINE_HEIGHT = 22;

  private final GoodTile tile;
  private final Label name = new Label();
  private final Label price = new Label();
  private final Label held = new Label();
  private final Label change = new Label();
  private final Polyline line = new Polyline();
  private final HBox row;

  GoodCell(Gallery gallery) {
    tile = new GoodTile(gallery, PICTURE);
    tile.getStyleClass().add("tile");
    name.getStyleClass().add("name");
    held.getStyleClass().add("note");
    change.getStyleClass().add("change");
    line.getStyleClass().add("spark");
    VBox words = new VBox(name, price, held);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    StackPane drawn = new StackPane(line);
    drawn.setMinSize(LINE_WIDTH, LINE_HEIGHT);
    drawn.setMaxSize(LINE_WIDTH, LINE_HEIGHT);
    drawn.setAlignment(Pos.TOP_LEFT);
    VBox lately = new VBox(6, drawn, change);
    lately.setAlignment(Pos.CENTER_RIGHT);
    lately.setMinWidth(Region.USE_PREF_SIZE);
    row = new HBox(11, tile, words, lately);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("good");
    getStyleClass().add("good-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable GoodRow good, boolean empty) {
    super.updateItem(good, empty);
    if (good == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    tile.show(good.id());
    name.setText(good.name());
    price.setText(good.price().isEmpty() ? "\u2013" : good.price());
    held.setText(good.held());
    change.setText(good.change());
    change.pseudoClassStateChanged(FALLS, !good.rises());
    line.pseudoClassStateChanged(FALLS, !good.rises());
    draw(good.line());
    setAccessibleText(good.words());
    setGraphic(row);
  }

  private void draw(List<Double> points) {
    line.getPoints().clear();
    for (int i = 0; i < points.size(); i++) {
      line.getPoints()
          .addAll(LINE_WIDTH * i / (points.size() - 1), LINE_HEIGHT * (1 - points.get(i)));
    }
  }
}
