package dev.offing.client.market;

import dev.offing.client.art.Gallery;
import dev.offing.client.control.Card;
import dev.offing.client.control.OneOf;
import dev.offing.client.control.PageHead;
import dev.offing.client.shell.KeyHint;
import dev.offing.client.shell.Page;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The market: goods at the left, chart and orders in the middle, ticket and holdings right. */
public final class MarketView implements Page {
  private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
  private static final double PICTURE = 28;
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
    Card list = Parts.sheet(Parts.title("Goods", Parts.note("today")), Parts.scale(), list());
    list.getStyleClass().add("goods-card");
    Card chart = Parts.sheet(chartHead(), new ChartView(market.chart(), zone), aside());
    VBox.setVgrow(chart, Priority.ALWAYS);
    Card orders =
        Parts.sheet(
            Parts.title("Open orders", Parts.bound(market.held(), "market-held")), orders());
    orders.getStyleClass().add("orders-card");
    VBox middle = new VBox(16, chart, orders);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Card ticket = Parts.sheet(new TicketView(market.ticket(), market::place));
    Card holdings = Parts.sheet(Parts.title("Holdings"), sums(), holdings());
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
    GoodTile tile = new GoodTile(gallery, PICTURE);
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
    Label held = Parts.note("");
    Consumer<GoodRow> show =
        it -> {
          tile.show(it.id());
          name.setText(it.name());
          price.setText(it.price().isEmpty() ? "\u2013" : it.price());
          change.setText(it.change().isEmpty() ? "" : it.change() + " today");
          change.setVisible(!it.change().isEmpty());
          change.setManaged(!it.change().isEmpty());
          Parts.kind(change, it.rises());
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
    HBox line = new HBox(12, tile, new VBox(2, name, figures), Parts.gap(), spans);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("chart-head");
    return line;
  }

  private Node aside() {
    Label aside = Parts.bound(market.aside(), "market-aside");
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
    orders.setCellFactory(_ -> new OrderCell(gallery, market::cancel));
    orders.setAccessibleText("Open orders");
    orders.setPlaceholder(Parts.note("No order is open. Prices come and go; so do chances."));
    orders.setFocusTraversable(false); // their buttons are what is pressed
    return orders;
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
    market.gains().subscribe(now -> Parts.kind(profit, now));
    HBox line = new HBox(8, worth, Parts.gap(), profit);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("sums");
    return line;
  }

  private Node holdings() {
    ListView<HoldingRow> holdings = new ListView<>(market.holdings());
    holdings.setId("market-holdings");
    holdings.setAccessibleText("What you have");
    holdings.setPlaceholder(Parts.note("An empty warehouse echoes nicely."));
    holdings.setFocusTraversable(false);
    holdings.setCellFactory(_ -> new HoldingCell(gallery));
    return holdings;
  }
}
