package dev.offing.client.ledger;

import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** The card at the right: what is on its way, what was answered last. */
final class OutboxView {
  private static final double CORNER = 26;

  private final LedgerViewModel ledger;
  private final Pictures pictures;
  private final VBox waiting = new VBox();
  private final VBox settled = new VBox();
  private final List<OutboxCard> outCards = new ArrayList<>();
  private final List<SettledCard> settledCards = new ArrayList<>();
  private final VBox calm = new VBox(2);
  private final Label settledHead = new Label("Settled");
  private final Label unshown = new Label();
  private final Card root;

  /**
   * @param bottle drawn at the foot
   */
  OutboxView(LedgerViewModel ledger, Pictures pictures, Node bottle) {
    this.ledger = ledger;
    this.pictures = pictures;
    Label title = new Label("Outbox");
    title.getStyleClass().add("h2");
    Label chip = new Label();
    chip.setId("outbox-count");
    chip.getStyleClass().add("chip");
    chip.textProperty().bind(ledger.waiting());
    chip.visibleProperty().bind(ledger.waiting().isNotEmpty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(8, title, gap, chip);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("outbox-head");
    Region scale = new Region();
    scale.getStyleClass().add("scale");

    Label calmTitle = new Label("Nothing on its way. Suspiciously calm.");
    calmTitle.getStyleClass().add("title");
    Label calmText = new Label("What you buy waits here until the server has it.");
    calmText.getStyleClass().add("note");
    calmText.setWrapText(true);
    calm.getChildren().addAll(calmTitle, calmText);
    calm.getStyleClass().add("calm");
    calm.setId("outbox-empty");
    unshown.getStyleClass().addAll("note", "unshown");
    unshown.textProperty().bind(ledger.unshown());
    unshown.visibleProperty().bind(ledger.unshown().isNotEmpty());
    unshown.managedProperty().bind(unshown.visibleProperty());
    settledHead.getStyleClass().add("settled-head");
    waiting.setId("outbox");
    settled.setId("settled");
    VBox lists = new VBox(calm, waiting, unshown, settledHead, settled);
    lists.getStyleClass().add("outbox-lists");
    ScrollPane scroll = new ScrollPane(lists);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setAccessibleText("Outbox");
    VBox.setVgrow(scroll, Priority.ALWAYS);

    Label saved =
        new Label("Saved on this machine before you saw it.\nPull the plug, if you like.");
    saved.getStyleClass().add("saved");
    saved.setMouseTransparent(true);
    Region night = new Region();
    night.getStyleClass().add("night");
    Region melt = new Region();
    melt.getStyleClass().add("melt");
    StackPane foot = new StackPane(bottle, night, melt, saved);
    foot.getStyleClass().add("outbox-foot");
    // The card's lower corners, kept free; the upper ones lie above the picture.
    Rectangle corners = new Rectangle(0, -CORNER, 0, 0);
    corners.setArcWidth(CORNER);
    corners.setArcHeight(CORNER);
    corners.widthProperty().bind(foot.widthProperty());
    corners.heightProperty().bind(foot.heightProperty().add(CORNER));
    foot.setClip(corners);
    StackPane.setAlignment(saved, Pos.TOP_LEFT);
    StackPane.setAlignment(bottle, Pos.BOTTOM_LEFT);

    VBox sheet = new VBox(head, scale, scroll, foot);
    sheet.getStyleClass().add("sheet");
    root = new Card(sheet);
    root.getStyleClass().add("outbox-card");
    ledger.outbox().addListener((ListChangeListener<OutboxRow>) _ -> showWaiting());
    ledger.settled().addListener((ListChangeListener<SettledLine>) _ -> showSettled());
    showWaiting();
    showSettled();
  }

  Card root() {
    return root;
  }

  private void showWaiting() {
    List<OutboxRow> rows = ledger.outbox();
    while (outCards.size() < rows.size()) {
      outCards.add(new OutboxCard(pictures));
    }
    for (int i = 0; i < rows.size(); i++) {
      outCards.get(i).show(rows.get(i));
    }
    show(waiting, outCards.subList(0, rows.size()));
    calm.setVisible(rows.isEmpty());
    calm.setManaged(rows.isEmpty());
  }

  private void showSettled() {
    List<SettledLine> lines = ledger.settled();
    while (settledCards.size() < lines.size()) {
      settledCards.add(new SettledCard(pictures));
    }
    for (int i = 0; i < lines.size(); i++) {
      settledCards.get(i).show(lines.get(i));
    }
    show(settled, settledCards.subList(0, lines.size()));
    settledHead.setVisible(!lines.isEmpty());
    settledHead.setManaged(!lines.isEmpty());
  }

  private static void show(VBox box, List<? extends Node> cards) {
    if (box.getChildren().size() != cards.size()) {
      box.getChildren().setAll(cards);
    }
  }
}
