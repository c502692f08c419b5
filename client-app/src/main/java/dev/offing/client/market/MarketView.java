package dev.offing.client.market;

import dev.offing.client.art.Gallery;
import dev.offing.client.control.Card;
import dev.offing.client.control.OneOf;
import dev.offing.client.control.PageHead;
import dev.offing.client.control.Press;
import dev.offing.client.shell.KeyHint;
import dev.offing.client.shell.Page;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The market: goods at the left, chart and orders in the middle, ticket and holdings right. */
public final class MarketView implements Page {
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
  private static final double PICTURE = 28;
  private static final double SMALL = 18;
  private static final double SIDE = 300;

  private final MarketViewModel market;
  private final Gallery gallery;
  private final PageHead head;
  private final ListView<GoodRow> goods = new ListView<>();
  private final VBox root = new VBox();

  /**
   * @param head what stands above the cards
   * @param zone in which times of day are written
   */
  public MarketView(MarketViewModel market, PageHead head, Gallery gallery, ZoneId zone) {
    this.market = market;
    this.gallery = gallery;
    this.head = head;
    Card list = sheet(title("Goods", note("today")), scale(), list());
    list.getStyleClass().add("goods-card");
    Card chart = sheet(chartHead(), new ChartView(market.chart(), zone), aside());
    VBox.setVgrow(chart, Priority.ALWAYS);
    Card orders = sheet(title("Open orders", bound(market.held(), "market-held")), orders());
    orders.getStyleClass().add("orders-card");
    VBox middle = new VBox(16, chart, orders);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Card ticket = sheet(ticket());
    Card holdings = sheet(title("Holdings"), sums(), holdings());
    VBox.setVgrow(holdings, Priority.ALWAYS);
    VBox right = new VBox(16, ticket, holdings);
    right.setMinWidth(SIDE);
    right.setMaxWidth(SIDE);
    HBox cards = new HBox(16, list, middle, right);
    cards.getStyleClass().add("cards");
    VBox.setVgrow(cards, Priority.ALWAYS);
    root.getChildren().addAll(head, cards);
    root.getStyleClass().add("market");
    root.setId("market");
    root.getStylesheets().add(MarketView.class.getResource("market.css").toExternalForm());
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
  public Node first() {
    return goods;
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("Up", "Another good; Down, the next one"),
        new KeyHint("Left", "In the chart: what it cost before; Right, after"),
        new KeyHint("Enter", "In the ticket: place the order"));
  }

  @Override
  public void visible(boolean shown) {
    market.visible(shown);
  }

  // ---- parts ------------------------------------------------------------------------------------

  private static Card sheet(Node... parts) {
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

  private static Node title(String text, Node... beside) {
    Label title = new Label(text);
    title.getStyleClass().add("h2");
    HBox line = new HBox(10, title, gap());
    line.getChildren().addAll(beside);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("card-head");
    return line;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private static Region scale() {
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    return scale;
  }

  private static Label note(String text) {
    Label note = new Label(text);
    note.getStyleClass().add("note");
    return note;
  }

  private static Label bound(ObservableStringValue text, String id) {
    Label label = note("");
    label.setId(id);
    label.textProperty().bind(text);
    return label;
  }

  // ---- goods ------------------------------------------------------------------------------------

  private Node list() {
    goods.setId("market-goods");
    goods.setItems(market.goods());
    goods.setCellFactory(_ -> new GoodCell(gallery));
    goods.setAccessibleText("Goods");
    goods
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(it -> {
          if (it != null) {
            market.select(it.id());
          }
        });
    market.selected().subscribe(this::choose);
    market.goods().addListener((ListChangeListener<GoodRow>) _ -> choose(market.selected().get()));
    stale(goods);
    return goods;
  }

  private void choose(String good) {
    for (int i = 0; i < market.goods().size(); i++) {
      if (market.goods().get(i).id().equals(good)
          && goods.getSelectionModel().getSelectedIndex() != i) {
        goods.getSelectionModel().select(i);
      }
    }
  }

  private void stale(Node node) {
    market.connected().subscribe(now -> node.pseudoClassStateChanged(STALE, !now));
  }

  // ---- chart ------------------------------------------------------------------------------------

  private Node chartHead() {
    StackPane tile = new StackPane();
    tile.getStyleClass().addAll("tile", "large");
    Label name = new Label();
    name.setId("market-good");
    name.getStyleClass().add("good-name");
    Label price = new Label();
    price.setId("market-price");
    price.getStyleClass().add("b");
    Label change = new Label();
    change.setId("market-change");
    change.getStyleClass().addAll("chip", "pos");
    Label held = note("");
    Consumer<GoodRow> show =
        it -> {
          if (!it.name().equals(name.getText())) {
            tile.getChildren().setAll(GoodCell.picture(gallery, it.id(), PICTURE));
          }
          name.setText(it.name());
          price.setText(it.price().isEmpty() ? "\u2013" : it.price());
          change.setText(it.change().isEmpty() ? "" : it.change() + " today");
          change.setVisible(!it.change().isEmpty());
          change.setManaged(!it.change().isEmpty());
          kind(change, it.rises());
          held.setText(it.held());
        };
    Runnable look =
        () ->
            market.goods().stream()
                .filter(it -> it.id().equals(market.selected().get()))
                .findFirst()
                .ifPresent(show);
    market.goods().addListener((ListChangeListener<GoodRow>) _ -> look.run());
    market.selected().subscribe(look);
    HBox figures = new HBox(10, price, change, held);
    figures.setAlignment(Pos.CENTER_LEFT);
    HBox spans = new HBox();
    spans.getStyleClass().add("seg");
    spans.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    OneOf<Span> span = new OneOf<>(market.span(), market::choose);
    for (Span it : Span.values()) {
      ToggleButton button = span.add(new ToggleButton(it.title()), it);
      button.setId("market-span-" + it.stepMs());
      button.setAccessibleText(it.words());
      spans.getChildren().add(button);
    }
    HBox line = new HBox(12, tile, new VBox(2, name, figures), gap(), spans);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("chart-head");
    return line;
  }

  private static void kind(Label chip, boolean good) {
    chip.getStyleClass().removeAll("pos", "dan");
    chip.getStyleClass().add(good ? "pos" : "dan");
  }

  private Node aside() {
    Label aside = bound(market.aside(), "market-aside");
    aside.getStyleClass().setAll("label", "aside");
    aside.setWrapText(true);
    aside.setMaxWidth(Double.MAX_VALUE);
    aside.visibleProperty().bind(market.aside().isNotEmpty());
    aside.managedProperty().bind(aside.visibleProperty());
    return aside;
  }

  // ---- orders -----------------------------------------------------------------------------------

  private Node orders() {
    ListView<OrderRow> orders = new ListView<>(market.orders());
    orders.setId("market-orders");
    orders.setCellFactory(_ -> new OrderCell());
    orders.setAccessibleText("Open orders");
    orders.setPlaceholder(note("No order is open. Prices come and go; so do chances."));
    orders.setFocusTraversable(false); // their buttons are what is pressed
    return orders;
  }

  private final class OrderCell extends ListCell<OrderRow> {
    private final StackPane tile = new StackPane();
    private final Label title = new Label();
    private final Label limit = new Label();
    private final Label traded = note("");
    private final Label held = note("");
    private final Button cancel = new Button("Cancel");
    private final HBox row;
    private String pictured = "";

    OrderCell() {
      title.getStyleClass().add("name");
      column(title, 170, Pos.CENTER_LEFT);
      column(limit, 120, Pos.CENTER_RIGHT);
      column(traded, 90, Pos.CENTER_RIGHT);
      column(held, 130, Pos.CENTER_RIGHT);
      cancel.getStyleClass().addAll("btn", "ghost", "small");
      cancel.setMinWidth(Region.USE_PREF_SIZE);
      cancel.setOnAction(_ -> {
        OrderRow it = getItem();
        if (it != null) {
          market.cancel(it.id());
        }
      });
      Press.onEnter(cancel);
      row = new HBox(10, tile, title, limit, traded, held, gap(), cancel);
      row.setAlignment(Pos.CENTER_LEFT);
      row.getStyleClass().add("order");
      getStyleClass().add("order-cell");
      setPrefWidth(0);
    }

    private static void column(Label label, double width, Pos where) {
      label.setMinWidth(0);
      label.setPrefWidth(width);
      label.setAlignment(where);
    }

    @Override
    protected void updateItem(@Nullable OrderRow order, boolean empty) {
      super.updateItem(order, empty);
      if (order == null || empty) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      if (!pictured.equals(order.good())) {
        pictured = order.good();
        tile.getChildren().setAll(GoodCell.picture(gallery, order.good(), SMALL));
      }
      title.setText(order.title());
      limit.setText(order.limit());
      traded.setText(order.traded());
      held.setText(order.held());
      cancel.setId("market-cancel-" + getIndex());
      cancel.setAccessibleText("Cancel: " + order.title());
      setAccessibleText(
          "%s, limit %s, traded: %s, holds %s"
              .formatted(order.title(), order.limit(), order.traded(), order.held()));
      setGraphic(row);
    }
  }

  // ---- ticket -----------------------------------------------------------------------------------

  private Node ticket() {
    Ticket ticket = market.ticket();
    HBox sides = new HBox();
    sides.getStyleClass().addAll("seg", "wide");
    OneOf<Boolean> side = new OneOf<>(ticket.sells(), ticket.sells()::set);
    ToggleButton buy = side.add(new ToggleButton("Buy"), false);
    buy.setId("market-buy");
    ToggleButton sell = side.add(new ToggleButton("Sell"), true);
    sell.setId("market-sell");
    for (ToggleButton it : List.of(buy, sell)) {
      it.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(it, Priority.ALWAYS);
      sides.getChildren().add(it);
    }
    HBox parts = new HBox(6);
    for (int part : new int[] {25, 50, 75, 100}) {
      Button button = new Button(part == 100 ? "All" : part + "%");
      button.getStyleClass().add("chip");
      button.setAccessibleText(part == 100 ? "All of it" : part + " percent of it");
      button.setOnAction(_ -> ticket.part(part));
      button.setMinWidth(Region.USE_PREF_SIZE);
      Press.onEnter(button);
      parts.getChildren().add(button);
    }
    Label limit = note("");
    limit
        .textProperty()
        .bind(Bindings.when(ticket.sells()).then("At no less than").otherwise("At no more than"));
    Label sum = new Label();
    sum.setId("market-total");
    sum.getStyleClass().add("total");
    sum.textProperty().bind(ticket.total());
    HBox total = new HBox(8, bound(ticket.totalTitle(), "market-total-title"), gap(), sum);
    total.setAlignment(Pos.BASELINE_LEFT);
    Button place = new Button();
    place.setId("market-place");
    place.getStyleClass().addAll("btn", "big");
    place.textProperty().bind(ticket.title());
    place.disableProperty().bind(ticket.ready().not());
    place.setMaxWidth(Double.MAX_VALUE);
    place.setOnAction(_ -> market.place());
    Press.onEnter(place);
    Label why = bound(ticket.note(), "market-note");
    why.setWrapText(true);
    why.setMaxWidth(Double.MAX_VALUE);
    why.setAlignment(Pos.CENTER);
    VBox all =
        new VBox(
            9,
            sides,
            new HBox(note("Quantity"), gap(), bound(ticket.means(), "market-means")),
            field("market-quantity", "Quantity", ticket.quantity(), ticket),
            parts,
            limit,
            field("market-limit", "Coins for one", ticket.limit(), null),
            total,
            place,
            why);
    all.getStyleClass().add("ticket");
    return all;
  }

  private Node field(String id, String words, StringProperty value, @Nullable Ticket steps) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(words);
    field.getStyleClass().add("field");
    field.textProperty().bindBidirectional(value);
    field.setOnAction(_ -> market.place());
    HBox.setHgrow(field, Priority.ALWAYS);
    HBox line = new HBox(6, field);
    line.setAlignment(Pos.CENTER_LEFT);
    if (steps != null) {
      line.getChildren()
          .addAll(step("\u2212", "One less", steps, -1), step("+", "One more", steps, 1));
    }
    return line;
  }

  private static Button step(String sign, String words, Ticket ticket, int by) {
    Button button = new Button(sign);
    button.getStyleClass().addAll("btn", "ghost", "small");
    button.setAccessibleText(words);
    button.setOnAction(_ -> ticket.step(by));
    Press.onEnter(button);
    return button;
  }

  // ---- holdings ---------------------------------------------------------------------------------

  private Node sums() {
    Label worth = new Label();
    worth.setId("market-worth");
    worth.getStyleClass().add("total");
    worth.textProperty().bind(market.worth());
    Label profit = new Label();
    profit.setId("market-profit");
    profit.getStyleClass().addAll("chip", "pos");
    profit
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> (market.gains().get() ? "won " : "lost ") + market.profit().get(),
                market.profit(),
                market.gains()));
    profit.visibleProperty().bind(market.profit().isNotEmpty());
    market.gains().subscribe(now -> kind(profit, now));
    HBox line = new HBox(8, worth, gap(), profit);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("sums");
    return line;
  }

  private Node holdings() {
    ListView<HoldingRow> holdings = new ListView<>(market.holdings());
    holdings.setId("market-holdings");
    holdings.setAccessibleText("What you have");
    holdings.setPlaceholder(note("An empty warehouse echoes nicely."));
    holdings.setFocusTraversable(false);
    holdings.setCellFactory(_ -> new HoldingCell());
    return holdings;
  }

  private final class HoldingCell extends ListCell<HoldingRow> {
    private final StackPane tile = new StackPane();
    private final Label title = new Label();
    private final Label worth = new Label();
    private final HBox row = new HBox(10, tile, title, gap(), worth);
    private String pictured = "";

    HoldingCell() {
      title.getStyleClass().add("name");
      row.setAlignment(Pos.CENTER_LEFT);
      row.getStyleClass().add("holding");
      getStyleClass().add("holding-cell");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable HoldingRow it, boolean empty) {
      super.updateItem(it, empty);
      if (it == null || empty) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      if (!pictured.equals(it.good())) {
        pictured = it.good();
        tile.getChildren().setAll(GoodCell.picture(gallery, it.good(), SMALL));
      }
      title.setText(it.title());
      worth.setText(it.worth());
      setAccessibleText(it.title() + (it.worth().isEmpty() ? "" : ", worth " + it.worth()));
      setGraphic(row);
    }
  }
}
