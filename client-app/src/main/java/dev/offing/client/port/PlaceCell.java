package dev.offing.client.port;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Somebody's place: rank, flag, name, what they earned. */
final class PlaceCell extends ListCell<Place> {
  static final double HEIGHT = 34;
  private static final PseudoClass SELF = PseudoClass.getPseudoClass("self");

  private final Label rank = new Label();
  private final Signal flag = new Signal(20);
  private final Label name = new Label();
  private final Label earned = new Label();
  private final HBox line;

  PlaceCell() {
    rank.getStyleClass().add("rank");
    name.getStyleClass().add("name");
    name.setMinWidth(0);
    earned.getStyleClass().add("note");
    earned.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    line = new HBox(9, rank, flag, name, gap, earned);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("place");
    getStyleClass().add("crew-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Place place, boolean empty) {
    super.updateItem(place, empty);
    if (place == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    rank.setText("%,d".formatted(place.rank()));
    flag.show(place.account());
    name.setText(place.name());
    earned.setText(place.earned());
    line.pseudoClassStateChanged(SELF, place.self());
    setAccessibleText(place.words());
    setGraphic(line);
  }
}
