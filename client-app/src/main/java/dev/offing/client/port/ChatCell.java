package dev.offing.client.port;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.control.Press;
import dev.offing.client.port.ChatRow.State;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A row of the chat. Its nodes are made once and shown again with other rows. Lines of one who goes
 * on talking stand under one name.
 */
final class ChatCell extends ListCell<ChatRow> {
  private static final double FLAG = 34;

  /** What stands beside the text: flag, gaps, time, margins. */
  private static final double BESIDE = 18 + FLAG + 11 + 11 + 76 + 28;

  private final Consumer<String> retry;
  private final Signal flag = new Signal(FLAG);
  private final StackPane flagBox = new StackPane(flag);
  private final Label name = label("name");
  private final Label whose = label("note");
  private final HBox who = new HBox(8, name, whose);
  private final Label text = label("line");
  private final Label time = label("time");
  private final Node clock = Icons.of(Icon.CLOCK, 14);
  private final Label why = label("why");
  private final Button again = new Button("Retry");
  private final HBox trouble = new HBox(10, why, again);
  private final HBox said;
  private final Label divider = label("divider-text");
  private final HBox between;

  ChatCell(ListView<ChatRow> list, Consumer<String> retry) {
    this.retry = retry;
    text.setWrapText(true);
    text.setMinHeight(USE_PREF_SIZE);
    text.prefWidthProperty().bind(list.widthProperty().subtract(BESIDE));
    why.setWrapText(true);
    why.setMinHeight(USE_PREF_SIZE);
    why.prefWidthProperty().bind(list.widthProperty().subtract(BESIDE + 90));
    again.getStyleClass().addAll("btn", "ghost", "small");
    again.setMinWidth(USE_PREF_SIZE);
    again.setOnAction(_ -> {
      if (getItem() != null) {
        this.retry.accept(getItem().id());
      }
    });
    Press.onEnter(again);
    trouble.setAlignment(Pos.CENTER_LEFT);
    who.setAlignment(Pos.BASELINE_LEFT);
    flagBox.setMinSize(FLAG, 1);
    flagBox.setMaxWidth(FLAG);
    flagBox.setAlignment(Pos.TOP_CENTER);
    clock.getStyleClass().add("clock");
    HBox moment = new HBox(4, time, clock);
    moment.setAlignment(Pos.TOP_RIGHT);
    moment.setMinWidth(76);
    moment.setMaxWidth(76);
    VBox words = new VBox(1, who, text, trouble);
    HBox.setHgrow(words, Priority.ALWAYS);
    said = new HBox(11, flagBox, words, moment);
    said.getStyleClass().add("said");
    between = new HBox(12, rule(), divider, rule());
    between.setAlignment(Pos.CENTER);
    between.getStyleClass().add("between");
    getStyleClass().add("chat-cell");
    setPrefWidth(0);
  }

  private static Label label(String styleClass) {
    Label label = new Label();
    label.getStyleClass().add(styleClass);
    return label;
  }

  private static Region rule() {
    Region rule = new Region();
    rule.getStyleClass().add("rule");
    HBox.setHgrow(rule, Priority.ALWAYS);
    return rule;
  }

  @Override
  protected void updateItem(@Nullable ChatRow row, boolean empty) {
    super.updateItem(row, empty);
    if (row == null || empty) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setAccessibleText(row.spoken());
    if (row.state() == State.DIVIDER) {
      divider.setText(row.text());
      setGraphic(between);
      return;
    }
    setGraphic(said);
    boolean goesOn = goesOn(row);
    show(who, !goesOn);
    flag.setVisible(!goesOn);
    flagBox.setPrefHeight(goesOn ? 1 : FLAG);
    flag.setManaged(!goesOn);
    flag.show(row.account());
    name.setText(row.name());
    whose.setText(row.own() ? "" : row.account());
    text.setText(row.text());
    time.setText(row.time());
    show(clock, row.state() == State.PENDING);
    boolean failed = row.state() == State.FAILED;
    show(trouble, failed);
    why.setText(row.why());
    again.setId("retry-" + row.id());
    again.setAccessibleText("Say again: " + row.text());
    mark("own", row.own());
    mark("pending", row.state() == State.PENDING);
    mark("failed", failed);
    mark("goes-on", goesOn);
  }

  private boolean goesOn(ChatRow row) {
    List<ChatRow> rows = getListView().getItems();
    int before = getIndex() - 1;
    if (before < 0 || before >= rows.size()) {
      return false;
    }
    ChatRow last = rows.get(before);
    return last.state() != State.DIVIDER && last.account().equals(row.account());
  }

  private void mark(String styleClass, boolean on) {
    said.getStyleClass().remove(styleClass);
    if (on) {
      said.getStyleClass().add(styleClass);
    }
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
