package dev.offing.client.ledger;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A mutation that was answered: what, how, and when or why. */
final class SettledCard extends HBox {
  private final TileView picture;
  private final Label title = new Label();
  private final Label verdict = new Label();
  private final Label note = new Label();
  private @Nullable Boolean judged;

  SettledCard(Pictures pictures) {
    super(11);
    picture = new TileView(pictures);
    title.getStyleClass().add("title");
    verdict.getStyleClass().addAll("chip", "verdict");
    note.getStyleClass().add("note");
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    HBox first = new HBox(7, title, verdict);
    first.setAlignment(Pos.CENTER_LEFT);
    verdict.setMinWidth(USE_PREF_SIZE);
    VBox words = new VBox(2, first, note);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    getStyleClass().add("settled");
    getChildren().addAll(picture, words);
  }

  void show(SettledLine line) {
    title.setText(line.title());
    note.setText(line.note());
    setAccessibleText(
        "%s, %s. %s".formatted(line.title(), line.refused() ? "refused" : "applied", line.note()));
    if (judged == null || judged != line.refused()) {
      judged = line.refused();
      verdict.setText(line.refused() ? "Refused" : "Applied");
      verdict.setGraphic(Icons.of(line.refused() ? Icon.CROSS : Icon.CHECK, 12));
      verdict.getStyleClass().removeAll("dan", "pos");
      verdict.getStyleClass().add(line.refused() ? "dan" : "pos");
    }
    picture.show(line.tile());
  }
}
