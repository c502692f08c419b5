package dev.offing.client.port;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Somebody who is there: flag, name, account, and on how many machines. */
final class CrewCell extends ListCell<Crew> {
  static final double HEIGHT = 48;

  private final Signal flag = new Signal(34);
  private final Label name = new Label();
  private final Label note = new Label();
  private final HBox line;

  CrewCell() {
    name.getStyleClass().add("name");
    note.getStyleClass().add("note");
    VBox words = new VBox(name, note);
    words.setAlignment(Pos.CENTER_LEFT);
    line = new HBox(11, flag, words);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("mate");
    getStyleClass().add("crew-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Crew mate, boolean empty) {
    super.updateItem(mate, empty);
    if (mate == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    flag.show(mate.account());
    name.setText(mate.name());
    note.setText(mate.note());
    setAccessibleText(mate.name() + ", " + mate.note());
    setGraphic(line);
  }
}
