package dev.offing.client.ledger;

import dev.offing.client.art.Pictures;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A mutation on its way: what, for how much, and how far it has come. */
final class OutboxCard extends VBox {
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
  private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
  private static final PseudoClass DOOMED = PseudoClass.getPseudoClass("doomed");

  private final TileView picture;
  private final Label title = new Label();
  private final Label note = new Label();
  private final Label written = new Label("Written");
  private final Label sent = new Label("Sent");
  private final Region way = way();
  private final Region sentDot = dot();

  OutboxCard(Pictures pictures) {
    picture = new TileView(pictures);
    title.getStyleClass().add("title");
    note.getStyleClass().add("note");
    note.setWrapText(true);
    VBox words = new VBox(title, note);
    words.setMinWidth(0);
    HBox head = new HBox(11, picture, words);
    head.setAlignment(Pos.CENTER_LEFT);
    Region writtenDot = dot();
    writtenDot.pseudoClassStateChanged(ON, true);
    HBox steps =
        new HBox(writtenDot, written, way, sentDot, sent, way(), dot(), new Label("Applied"));
    steps.setAlignment(Pos.CENTER_LEFT);
    steps.getStyleClass().add("steps");
    getStyleClass().add("outgoing");
    getChildren().addAll(head, steps);
  }

  void show(OutboxRow row) {
    title.setText(row.title());
    note.setText(row.note());
    note.pseudoClassStateChanged(DOOMED, row.doomed());
    way.pseudoClassStateChanged(ON, row.sent());
    sentDot.pseudoClassStateChanged(ON, row.sent());
    written.pseudoClassStateChanged(NOW, !row.sent());
    sent.pseudoClassStateChanged(NOW, row.sent());
    setAccessibleText(
        "%s, %s. %s.".formatted(row.title(), row.note(), row.sent() ? "Sent" : "Written"));
    picture.show(row.tile());
  }

  private static Region dot() {
    Region dot = new Region();
    dot.getStyleClass().add("dot");
    return dot;
  }

  private static Region way() {
    Region way = new Region();
    way.getStyleClass().add("way");
    HBox.setHgrow(way, Priority.ALWAYS);
    HBox.setMargin(way, new Insets(0, 8, 0, 8));
    return way;
  }
}
