package dev.offing.client.port;

import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import dev.offing.client.control.PageHead;
import dev.offing.client.control.Press;
import dev.offing.client.shell.KeyHint;
import dev.offing.client.shell.Page;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The port: the chat at the left, who is there at the right. */
public final class PortView implements Page {
  private static final PseudoClass NEAR = PseudoClass.getPseudoClass("near");
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

  /** From so many characters on the counter warns. */
  private static final int NEAR_CHARS = PortViewModel.MOST_CHARS - 50;

  private final PortViewModel port;
  private final StandingViewModel standing;
  private final PageHead head;
  private final ListView<ChatRow> chat = new ListView<>();
  private final TextField text = new TextField();
  private final VBox root = new VBox();

  /** Whether the newest line is in sight: then it stays there. */
  private boolean following = true;

  /**
   * @param head what stands above the cards
   * @param pictures small drawings
   */
  public PortView(
      PortViewModel port, StandingViewModel standing, PageHead head, Pictures pictures) {
    this.port = port;
    this.standing = standing;
    this.head = head;
    Card talk = card(title(), scale(), lines(pictures), aside(), input());
    HBox.setHgrow(talk, Priority.ALWAYS);
    VBox ashore = new VBox(16, crew(), standing());
    HBox cards = new HBox(16, talk, ashore);
    cards.getStyleClass().add("cards");
    VBox.setVgrow(cards, Priority.ALWAYS);
    root.getChildren().addAll(head, cards);
    root.getStyleClass().add("port");
    root.setId("port");
    root.getStylesheets().add(PortView.class.getResource("port.css").toExternalForm());
    port.enter();
  }

  @Override
  public ObservableValue<Insets> besideToasts() {
    return head.free();
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void visible(boolean shown) {
    standing.visible(shown);
  }

  @Override
  public Node first() {
    return text;
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("Enter", "Say what is written"),
        new KeyHint("Esc", "Leave the line that is written"));
  }

  private Node title() {
    Label title = new Label("The lobby");
    title.getStyleClass().add("h2");
    Label note = new Label("Everybody in this harbour reads it.");
    note.getStyleClass().add("note");
    HBox head = new HBox(12, title, note);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("card-head");
    return head;
  }

  private static Card card(Node... parts) {
    VBox sheet = new VBox(parts);
    sheet.getStyleClass().add("sheet");
    return new Card(sheet);
  }

  private static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    return scale;
  }

  private Node lines(Pictures pictures) {
    chat.setId("chat");
    chat.setItems(port.rows());
    chat.setCellFactory(it -> new ChatCell(it, port::retry));
    chat.setAccessibleText("What was said, oldest first");
    chat.skinProperty().addListener((o, before, now) -> watch());
    port.rows().addListener((ListChangeListener<ChatRow>) _ -> follow());
    Label empty = new Label();
    empty.setId("chat-empty");
    empty.getStyleClass().add("h2");
    empty.textProperty().bind(port.empty());
    VBox nobody = new VBox(12, pictures.vessel("rowboat", /* known= */ true, 132, 74), empty);
    nobody.setAlignment(Pos.CENTER);
    nobody.setMouseTransparent(true);
    nobody.visibleProperty().bind(Bindings.isEmpty(port.rows()));
    StackPane lines = new StackPane(chat, nobody);
    VBox.setVgrow(lines, Priority.ALWAYS);
    return lines;
  }

  private void watch() {
    for (Node it : chat.lookupAll(".scroll-bar")) {
      if (it instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
        bar.valueProperty()
            .addListener((o, before, now) ->
                following = !bar.isVisible() || now.doubleValue() > bar.getMax() - 0.001);
      }
    }
    follow();
  }

  private void follow() {
    if (following && !port.rows().isEmpty()) {
      chat.scrollTo(port.rows().size() - 1);
    }
  }

  private Node aside() {
    Label aside = new Label();
    aside.setId("port-aside");
    aside.getStyleClass().add("aside");
    aside.textProperty().bind(port.aside());
    aside.visibleProperty().bind(port.aside().isNotEmpty());
    aside.managedProperty().bind(aside.visibleProperty());
    aside.setMaxWidth(Double.MAX_VALUE);
    return aside;
  }

  private Node input() {
    text.setId("chat-text");
    text.setPromptText("Say something");
    text.setAccessibleText("Say something in the lobby, at most 500 characters");
    text.getStyleClass().add("field");
    text.setTextFormatter(new TextFormatter<>(PortView::cut));
    text.setOnAction(_ -> say());
    text.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            chat.requestFocus();
            event.consume();
          }
        });
    HBox.setHgrow(text, Priority.ALWAYS);
    Label count = new Label();
    count.setId("chat-count");
    count.getStyleClass().add("count");
    count.textProperty().bind(text.lengthProperty().map(n -> n + "/" + PortViewModel.MOST_CHARS));
    text.lengthProperty()
        .addListener(
            (o, before, now) -> count.pseudoClassStateChanged(NEAR, now.intValue() >= NEAR_CHARS));
    Button send = new Button("Send");
    send.setId("chat-send");
    send.getStyleClass().add("btn");
    send.setAccessibleText("Send what is written");
    send.setOnAction(_ -> say());
    send.setMinWidth(Region.USE_PREF_SIZE);
    Press.onEnter(send);
    HBox input = new HBox(10, text, count, send);
    input.setAlignment(Pos.CENTER_LEFT);
    input.getStyleClass().add("input");
    return input;
  }

  private void say() {
    if (port.say(text.getText())) {
      text.clear();
      following = true;
      follow();
    }
  }

  /** Cuts what is too long, and never through the middle of a character. */
  private static TextFormatter.@Nullable Change cut(TextFormatter.Change change) {
    int over = change.getControlNewText().length() - PortViewModel.MOST_CHARS;
    if (over > 0) {
      String typed = change.getText();
      int keep = Math.max(0, typed.length() - over);
      if (keep > 0 && Character.isHighSurrogate(typed.charAt(keep - 1))) {
        keep--;
      }
      change.setText(typed.substring(0, keep));
      int end = change.getRangeStart() + keep;
      change.selectRange(end, end);
    }
    return change;
  }

  private Card crew() {
    Label title = new Label("Ashore");
    title.getStyleClass().add("h2");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label present = new Label();
    present.setId("crew-count");
    present.getStyleClass().add("chip");
    present.textProperty().bind(port.present());
    present.visibleProperty().bind(port.present().isNotEmpty());
    HBox head = new HBox(8, title, gap, present);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("card-head");
    ListView<Crew> crew = new ListView<>(port.crew());
    crew.setId("crew");
    crew.setFixedCellSize(CrewCell.HEIGHT);
    crew.setCellFactory(_ -> new CrewCell());
    crew.setAccessibleText("Who is there");
    VBox.setVgrow(crew, Priority.ALWAYS);
    port.connected().addListener((o, before, now) -> crew.pseudoClassStateChanged(STALE, !now));
    crew.pseudoClassStateChanged(STALE, !port.connected().get());
    Card card = card(head, scale(), crew);
    card.getStyleClass().add("crew-card");
    VBox.setVgrow(card, Priority.ALWAYS);
    return card;
  }

  private Card standing() {
    Label title = new Label("Standing");
    title.getStyleClass().add("h2");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label size = new Label();
    size.setId("standing-size");
    size.getStyleClass().add("note");
    size.textProperty().bind(standing.size());
    HBox head = new HBox(8, title, gap, size);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("card-head");
    ListView<Place> places = new ListView<>(standing.places());
    places.setId("standing");
    places.setFixedCellSize(PlaceCell.HEIGHT);
    places.setCellFactory(_ -> new PlaceCell());
    places.setAccessibleText("Who has earned most");
    Label none = new Label("Nobody has been counted yet.");
    none.getStyleClass().add("note");
    places.setPlaceholder(none);
    VBox.setVgrow(places, Priority.ALWAYS);
    port.connected().subscribe(now -> places.pseudoClassStateChanged(STALE, !now));
    Card card = card(head, scale(), places);
    card.getStyleClass().addAll("crew-card", "standing-card");
    return card;
  }
}
