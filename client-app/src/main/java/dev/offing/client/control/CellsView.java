package dev.offing.client.control;

import javafx.css.PseudoClass;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The eight windows of the lighthouse as a gauge of the lamp's oil. */
public final class CellsView extends HBox {

  private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
  private static final int CELLS = 8;

  /** All dark. */
  public CellsView() {
    super(2);
    for (int i = 0; i < CELLS; i++) {
      Region cell = new Region();
      cell.getStyleClass().add("cell");
      getChildren().add(cell);
    }
    getStyleClass().add("cells");
  }

  /** How many are lit, 0 to 8. */
  public void show(int lit) {
    for (int i = 0; i < CELLS; i++) {
      getChildren().get(i).pseudoClassStateChanged(LIT, i < lit);
    }
  }
}
