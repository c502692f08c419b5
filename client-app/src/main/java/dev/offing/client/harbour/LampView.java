package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Eight windows of the tower, and until when the fleet earns. */
final class LampView {

  private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");

  private final HBox cells = new HBox();
  private final Label text = new Label();
  private final HBox root = new HBox(Icons.of(Icon.LAMP, 18), cells, text);

  LampView(ReadOnlyObjectProperty<Lamp> lamp) {
    for (int i = 0; i < Lamp.CELLS; i++) {
      Region cell = new Region();
      cell.getStyleClass().add("cell");
      cells.getChildren().add(cell);
    }
    cells.getStyleClass().add("cells");
    text.setId("lamp");
    root.getStyleClass().add("lamp");
    lamp.addListener((observed, before, after) -> show(after));
    show(lamp.get());
  }

  Node root() {
    return root;
  }

  private void show(Lamp lamp) {
    text.setText(lamp.text());
    root.setVisible(!lamp.text().isEmpty());
    for (int i = 0; i < Lamp.CELLS; i++) {
      cells.getChildren().get(i).pseudoClassStateChanged(LIT, i < lamp.cells());
    }
  }
}
