package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Pictures;
import dev.offing.client.control.Card;
import dev.offing.client.control.OneOf;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The card on the right: fleet, upgrades and boosts, one at a time. */
final class FleetPanel {

  static final double WIDTH = 380;
  private static final double HEAD = 104;
  private static final double ROW = 58;

  /** What the card shows. */
  enum Tab {
    FLEET("Fleet", KeyCode.F),
    UPGRADES("Upgrades", KeyCode.U),
    BOOSTS("Boosts", KeyCode.B);

    private final String title;
    private final KeyCode key;

    Tab(String title, KeyCode key) {
      this.title = title;
      this.key = key;
    }

    /** On its head. */
    String title() {
      return title;
    }

    /** That opens it. */
    KeyCode key() {
      return key;
    }
  }

  private final HarbourViewModel harbour;
  private final Pictures pictures;
  private final Map<Tab, ToggleButton> heads = new EnumMap<>(Tab.class);
  private final ObjectProperty<Tab> open = new SimpleObjectProperty<>(Tab.FLEET);
  private final StackPane page = new StackPane();
  private final Map<Tab, Node> pages = new EnumMap<>(Tab.class);
  private final Card root;

  FleetPanel(HarbourViewModel harbour, Pictures pictures) {
    this.harbour = harbour;
    this.pictures = pictures;
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    pages.put(Tab.FLEET, fleet());
    pages.put(Tab.UPGRADES, upgrades());
    pages.put(Tab.BOOSTS, boosts());
    VBox.setVgrow(page, Priority.ALWAYS);
    HBox tabs = tabs();
    tabs.setCache(true);
    VBox panel = new VBox(tabs, scale, page);
    panel.getStyleClass().add("panel");
    panel.setMinHeight(0);
    root = new Card(panel);
    root.setId("panel");
    root.setMinWidth(WIDTH);
    root.setMaxWidth(WIDTH);
    root.setMinHeight(0);
    // As high as it has something to say; at most as high as the window.
    root.setMaxHeight(Region.USE_PREF_SIZE);
    open(Tab.FLEET);
  }

  Card root() {
    return root;
  }

  /** How high a fleet of so many rows is. */
  static double height(int vessels) {
    return HEAD + vessels * ROW;
  }

  /** Shows a tab. */
  void open(Tab tab) {
    open.set(tab);
    // The focus does not go down with the page that it was on.
    if (page.isFocusWithin()) {
      Objects.requireNonNull(heads.get(tab)).requestFocus();
    }
    page.getChildren().setAll(Objects.requireNonNull(pages.get(tab)));
  }

  /** The head of the tab that is shown at first. */
  Node first() {
    return Objects.requireNonNull(heads.get(Tab.FLEET));
  }

  private HBox tabs() {
    HBox tabs = new HBox(18);
    tabs.getStyleClass().add("tabs");
    OneOf<Tab> choice = new OneOf<>(open, this::open);
    for (Tab tab : Tab.values()) {
      ToggleButton head = new ToggleButton(tab.title());
      head.setId("tab-" + tab.name().toLowerCase(Locale.ROOT));
      head.getStyleClass().setAll("tab");
      head.setAccessibleText(tab.title());
      heads.put(tab, choice.add(head, tab));
      tabs.getChildren().add(head);
    }
    Label count = new Label();
    count.setId("upgrades-ready");
    count.getStyleClass().add("count");
    count.textProperty().bind(harbour.upgrades().affordable().asString());
    ToggleButton upgrades = heads.get(Tab.UPGRADES);
    if (upgrades != null) {
      upgrades.setGraphic(count);
      upgrades.setContentDisplay(ContentDisplay.RIGHT);
      upgrades
          .accessibleTextProperty()
          .bind(
              Bindings.concat(
                  "Upgrades, ", harbour.upgrades().affordable().asString(), " can be paid"));
    }
    count.visibleProperty().bind(harbour.upgrades().affordable().greaterThan(0));
    count.managedProperty().bind(count.visibleProperty());
    return tabs;
  }

  private Node fleet() {
    Rows<Vessel> rows =
        new Rows<>(
            harbour.fleet().rows(), Vessel::id, row -> new VesselView(row, harbour, pictures));
    VBox fleet = new VBox(choice(), scrolling(rows.box()));
    fleet.setMinHeight(0);
    return fleet;
  }

  private Node choice() {
    HBox seg = new HBox();
    seg.getStyleClass().add("seg");
    OneOf<Amount> choice = new OneOf<>(harbour.fleet().amount(), harbour.fleet()::choose);
    for (Amount amount : Amount.values()) {
      ToggleButton one = new ToggleButton(amount.title());
      one.setId("amount-" + amount.id());
      one.setAccessibleText(amount.words());
      one.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(one, Priority.ALWAYS);
      seg.getChildren().add(choice.add(one, amount));
    }
    StackPane box = new StackPane(seg);
    box.getStyleClass().add("choice");
    box.setCache(true);
    return box;
  }

  private Node upgrades() {
    return extras(harbour.upgrades().rows(), Icon.UP, harbour::upgrade);
  }

  private Node boosts() {
    return extras(harbour.boosts().rows(), Icon.STAR, harbour::boost);
  }

  private static Node extras(ObservableList<Extra> list, Icon icon, Consumer<String> press) {
    Rows<Extra> rows = new Rows<>(list, Extra::id, row -> new ExtraView(row, icon, press));
    return scrolling(rows.box());
  }

  private static ScrollPane scrolling(VBox rows) {
    rows.setAlignment(Pos.TOP_LEFT);
    ScrollPane pane = new ScrollPane(rows);
    pane.setFitToWidth(true);
    pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    pane.setMinHeight(0);
    pane.setFocusTraversable(false);
    VBox.setVgrow(pane, Priority.ALWAYS);
    return pane;
  }
}
