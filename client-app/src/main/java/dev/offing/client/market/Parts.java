package dev.offing.client.market;

import dev.offing.client.control.Card;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the market's cards are made of. */
final class Parts {
  /** The picture of a good beside a line of text. */
  static final double SMALL = 18;

  private Parts() {}

  static Card sheet(Node... parts) {
    VBox sheet = new VBox(parts);
    sheet.getStyleClass().add("sheet");
    for (Node part : parts) {
      if (part instanceof ChartView) {
        VBox.setMargin(part, new Insets(0, 0, 6, 16));
      }
      if (part instanceof ChartView || part instanceof ListView<?>) {
        VBox.setVgrow(part, Priority.ALWAYS);
      }
    }
    return new Card(sheet);
  }

  static Node title(String text, Node... beside) {
    Label title = new Label(text);
    title.getStyleClass().add("h2");
    HBox line = new HBox(10, title, gap());
    line.getChildren().addAll(beside);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("card-head");
    return line;
  }

  static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    return scale;
  }

  static Label note(String text) {
    Label note = new Label(text);
    note.getStyleClass().add("note");
    return note;
  }

  static Label bound(ObservableStringValue text, String id) {
    Label label = note("");
    label.setId(id);
    label.textProperty().bind(text);
    return label;
  }

  /** Dresses a chip by whether it tells good news. */
  static void kind(Label chip, boolean good) {
    String kind = good ? "pos" : "dan";
    if (!chip.getStyleClass().contains(kind)) { // else it would be laid out anew for nothing
      chip.getStyleClass().removeAll("pos", "dan");
      chip.getStyleClass().add(kind);
    }
  }
}
