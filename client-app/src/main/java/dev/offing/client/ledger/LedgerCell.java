package dev.offing.client.ledger;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import dev.offing.client.ledger.LedgerRow.State;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A row of the table. Its nodes are made once and shown again with other rows. */
final class LedgerCell extends ListCell<LedgerRow> {
  static final double HEIGHT = 47;
  static final double TIME = 56;
  static final double EARNED = 128;
  static final double AMOUNT = 142;
  static final double BALANCE = 138;

  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
  private static final PseudoClass FORGOTTEN = PseudoClass.getPseudoClass("forgotten");
  private static final PseudoClass IN = PseudoClass.getPseudoClass("in");
  private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

  private final Label time = text("time");
  private final Label date = text("date");
  private final Node hourglass = Icons.of(Icon.HOURGLASS, 13);
  private final TileView picture;
  private final Label title = text("title");
  private final Label note = text("note");
  private final Label earned = number("earned", EARNED);
  private final Label amount = number("amount", AMOUNT);
  private final Label balance = number("balance", BALANCE);
  private final HBox line;
  private final Tooltip exact = new Tooltip();

  LedgerCell(Pictures pictures) {
    picture = new TileView(pictures);
    hourglass.getStyleClass().add("hourglass");
    VBox when = new VBox(time, date);
    when.setAlignment(Pos.CENTER_LEFT);
    HBox moment = new HBox(4, when, hourglass);
    moment.setAlignment(Pos.CENTER_LEFT);
    moment.setMinWidth(TIME);
    moment.setMaxWidth(TIME);
    VBox words = new VBox(title, note);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    HBox entry = new HBox(11, picture, words);
    entry.setAlignment(Pos.CENTER_LEFT);
    entry.setMinWidth(0);
    HBox.setHgrow(entry, Priority.ALWAYS);
    line = new HBox(moment, entry, earned, amount, balance);
    line.getStyleClass().add("line");
    Region tint = new Region();
    tint.getStyleClass().add("tint");
    setGraphic(new StackPane(tint, line));
    getGraphic().setVisible(false);
    getStyleClass().add("ledger-cell");
    setPrefWidth(0); // as wide as the list, never wider
  }

  private static Label text(String styleClass) {
    Label label = new Label();
    label.getStyleClass().add(styleClass);
    label.setMinWidth(0);
    return label;
  }

  private static Label number(String styleClass, double width) {
    Label label = text(styleClass);
    label.setAlignment(Pos.CENTER_RIGHT);
    label.setMinWidth(width);
    label.setMaxWidth(width);
    return label;
  }

  @Override
  protected void updateItem(@Nullable LedgerRow row, boolean empty) {
    super.updateItem(row, empty);
    if (row == null || empty) {
      getGraphic().setVisible(false);
      pseudoClassStateChanged(REFUSED, false);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    getGraphic().setVisible(true);
    pseudoClassStateChanged(REFUSED, row.state().refused());
    time.setText(row.time());
    date.setText(row.date());
    date.setVisible(!row.date().isEmpty());
    date.setManaged(date.isVisible());
    hourglass.setVisible(row.state().open());
    title.setText(row.title());
    note.setText(row.note());
    earned.setText(row.earned());
    // A long aside may stand where nothing was earned.
    earned.setVisible(!row.earned().isEmpty());
    earned.setManaged(earned.isVisible());
    amount.setText(row.amount());
    balance.setText(row.balance());
    amount.pseudoClassStateChanged(IN, row.sign() == LedgerRow.Sign.IN);
    amount.pseudoClassStateChanged(NONE, row.sign() == LedgerRow.Sign.NONE);
    note.pseudoClassStateChanged(FORGOTTEN, row.state() == State.FORGOTTEN);
    exact.setText(row.exact());
    setTooltip(exact);
    setAccessibleText(row.spoken());
    picture.show(row.tile());
  }
}
