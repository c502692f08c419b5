package dev.offing.client.ledger;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import dev.offing.client.control.OneOf;
import dev.offing.client.control.PageHead;
import dev.offing.client.control.Press;
import dev.offing.client.shell.KeyHint;
import dev.offing.client.shell.Page;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
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
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The ledger: the book at the left, the outbox at the right. */
public final class LedgerView implements Page {
  /** Asks where the copy goes; empty for nowhere. */
  @FunctionalInterface
  public interface FileChoice {
    Optional<Path> choose(@Nullable Window owner);
  }

  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  /** Below this, what was earned between two rows stands in the tooltip only, pixels. */
  private static final double ROOMY = 1_100;

  private static final PseudoClass SCROLLS = PseudoClass.getPseudoClass("scrolls");

  private final LedgerViewModel ledger;
  private final PageHead head;
  private final FileChoice files;
  private final ListView<LedgerRow> list = new ListView<>();
  private final TextField search = new TextField();
  private final OneOf<Filter> filters;
  private final VBox root = new VBox();
  private final OutboxView outbox;

  /**
   * @param head what stands above the cards
   * @param pictures small drawings
   * @param bottle drawn at the foot of the outbox
   * @param files asks where the copy goes
   * @param tell says something once
   */
  public LedgerView(
      LedgerViewModel ledger,
      PageHead head,
      Pictures pictures,
      Node bottle,
      FileChoice files,
      Consumer<Notice> tell) {
    this.ledger = ledger;
    this.head = head;
    this.files = files;
    this.filters = new OneOf<>(ledger.filter(), ledger::filter);
    outbox = new OutboxView(ledger, pictures, bottle);
    VBox sheet = new VBox(tools(), scale(), header(), table(pictures), day());
    sheet.getStyleClass().add("sheet");
    Card book = new Card(sheet);
    HBox.setHgrow(book, Priority.ALWAYS);
    HBox cards = new HBox(16, book, outbox.root());
    cards.getStyleClass().add("cards");
    VBox.setVgrow(cards, Priority.ALWAYS);
    root.getChildren().addAll(head, cards);
    root.getStyleClass().add("ledger");
    root.setId("ledger");
    root.widthProperty()
        .subscribe(w -> root.pseudoClassStateChanged(NARROW, w.doubleValue() < ROOMY));
    root.getStylesheets().add(LedgerView.class.getResource("ledger.css").toExternalForm());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::find);
    ledger
        .notice()
        .addListener((o, before, now) -> {
          if (now != null) {
            tell.accept(now);
          }
        });
  }

  /** Asks with the computer's own dialog. */
  public static Optional<Path> askWhere(@Nullable Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Copy the ledger");
    chooser.setInitialFileName("ledger.csv");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
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
  public @Nullable Node first() {
    return filters.button();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("Ctrl+F", "Search the ink"));
  }

  @Override
  public void visible(boolean shown) {
    ledger.open(shown);
  }

  private void find(KeyEvent event) {
    if (FIND.match(event)) {
      search.requestFocus();
      search.selectAll();
      event.consume();
    }
  }

  private Node tools() {
    HBox tools = new HBox(8);
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("tools");
    for (Filter it : Filter.values()) {
      tools.getChildren().add(filters.add(chip(it), it));
    }
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    tools.getChildren().addAll(gap, searchField(), csv());
    return tools;
  }

  private ToggleButton chip(Filter filter) {
    ToggleButton chip = new ToggleButton(filter.text());
    chip.setId("filter-" + filter.name().toLowerCase(Locale.ROOT));
    chip.getStyleClass().setAll("chip", "filter");
    chip.setMinWidth(Region.USE_PREF_SIZE);
    chip.setAccessibleText("Show " + filter.text().toLowerCase(Locale.ROOT));
    if (filter == Filter.REFUSED) {
      chip.textProperty().bind(ledger.refused().map(n -> (filter.text() + " " + n).strip()));
      ledger.refused().addListener((o, before, now) -> redden(chip, !now.isEmpty()));
      redden(chip, !ledger.refused().get().isEmpty());
    }
    return chip;
  }

  private static void redden(ToggleButton chip, boolean red) {
    chip.getStyleClass().remove("dan");
    if (red) {
      chip.getStyleClass().add("dan");
    }
  }

  private Node searchField() {
    search.setId("ledger-search");
    search.setPromptText("Search the ink");
    search.setAccessibleText("Search the ink");
    search.getStyleClass().add("bare");
    search.textProperty().addListener((o, before, now) -> ledger.search(now));
    search.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            event.consume();
          }
        });
    HBox.setHgrow(search, Priority.ALWAYS);
    HBox field = new HBox(7, Icons.of(Icon.SEARCH, 16), search);
    field.setAlignment(Pos.CENTER_LEFT);
    field.getStyleClass().addAll("field", "search");
    return field;
  }

  private Node csv() {
    Button csv = new Button("CSV", Icons.of(Icon.DOWN, 16));
    csv.setId("ledger-csv");
    csv.getStyleClass().addAll("btn", "ghost", "csv");
    csv.setMinWidth(Region.USE_PREF_SIZE);
    csv.setAccessibleText("Copy the whole ledger as CSV");
    csv.disableProperty().bind(ledger.exporting());
    csv.setOnAction(_ -> files.choose(root.getScene().getWindow()).ifPresent(ledger::export));
    Press.onEnter(csv);
    return csv;
  }

  private static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    return scale;
  }

  private Node header() {
    Label entry = new Label("Entry");
    entry.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(entry, Priority.ALWAYS);
    entry.getStyleClass().add("entry");
    Label earned = column("Earned since", LedgerCell.EARNED, Pos.CENTER_RIGHT);
    earned.getStyleClass().add("earned");
    HBox header =
        new HBox(
            column("Time", LedgerCell.TIME, Pos.CENTER_LEFT),
            entry,
            earned,
            column("Amount", LedgerCell.AMOUNT, Pos.CENTER_RIGHT),
            column("Balance", LedgerCell.BALANCE, Pos.CENTER_RIGHT));
    header.getStyleClass().add("header");
    return header;
  }

  private static Label column(String text, double width, Pos alignment) {
    Label label = new Label(text);
    label.setMinWidth(width);
    label.setMaxWidth(width);
    label.setAlignment(alignment);
    return label;
  }

  private Node table(Pictures pictures) {
    list.setId("ledger-rows");
    list.setItems(ledger.rows());
    list.setFixedCellSize(LedgerCell.HEIGHT);
    list.setCellFactory(_ -> new LedgerCell(pictures));
    list.setAccessibleText("Entries of the ledger, newest first");
    list.skinProperty().addListener((o, before, now) -> watch());
    VBox.setVgrow(list, Priority.ALWAYS);

    Label empty = new Label();
    empty.setId("ledger-empty");
    empty.getStyleClass().add("h2");
    empty.textProperty().bind(ledger.empty());
    Button all = new Button("Show everything");
    all.setId("ledger-all");
    all.getStyleClass().addAll("btn", "ghost", "small");
    all.setAccessibleText("Show everything");
    all.visibleProperty()
        .bind(ledger.search().isNotEmpty().or(ledger.filter().isNotEqualTo(Filter.ALL)));
    all.managedProperty().bind(all.visibleProperty());
    all.setOnAction(_ -> {
      search.clear();
      ledger.filter(Filter.ALL);
      search.requestFocus();
    });
    Press.onEnter(all);
    VBox nothing = new VBox(12, pictures.vessel("rowboat", /* known= */ true, 132, 74), empty, all);
    nothing.setAlignment(Pos.CENTER);
    nothing.visibleProperty().bind(ledger.empty().isNotEmpty());
    StackPane table = new StackPane(list, nothing);
    nothing.setPickOnBounds(false);
    VBox.setVgrow(table, Priority.ALWAYS);
    return table;
  }

  /** Tells which rows are in sight, and keeps the columns under their heads beside a scroll bar. */
  private void watch() {
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      flow.positionProperty().addListener((o, before, now) -> look(flow));
      flow.heightProperty().addListener((o, before, now) -> look(flow));
      flow.cellCountProperty().addListener((o, before, now) -> look(flow));
    }
    for (Node it : list.lookupAll(".scroll-bar")) {
      if (it instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
        bar.visibleProperty().subscribe(shown -> list.pseudoClassStateChanged(SCROLLS, shown));
      }
    }
  }

  private void look(VirtualFlow<?> flow) {
    double rows = ledger.rows().size();
    double inSight = Math.min(rows, flow.getHeight() / LedgerCell.HEIGHT);
    ledger.lookAt((int) Math.ceil(flow.getPosition() * (rows - inSight) + inSight) - 1);
  }

  private Node day() {
    Label date = new Label();
    date.setId("ledger-day");
    date.textProperty().bind(ledger.day().map(DayLine::date));
    date.getStyleClass().add("date");
    Label entries = new Label();
    entries.textProperty().bind(ledger.day().map(DayLine::entries));
    Label closing = new Label();
    closing.textProperty().bind(ledger.day().map(DayLine::closing));
    Label balance = new Label();
    balance.textProperty().bind(ledger.day().map(DayLine::balance));
    balance.getStyleClass().add("closed");
    HBox closed = new HBox(4, closing, balance);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox day = new HBox(16, date, gap, entries, closed);
    day.getStyleClass().add("day");
    return day;
  }
}
