package dev.offing.client.harbour;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import dev.offing.client.control.Press;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;

/** What is told to somebody who comes back: the inside of a dialog. */
final class WelcomeView {

  static final double WIDTH = 608;
  private static final double INNER = WIDTH - 64;
  private static final double PARTS = 1_000;
  private static final double COIN = 42;
  private static final int CELLS = 8;
  private static final double SOURCE_WIDTH = 259;
  private static final double BAR_WIDTH = 204;

  private final Pictures pictures;
  private final VBox told = new VBox();
  private final Button back = new Button("Back to work");
  private final VBox root;

  /**
   * @param dismiss closes the dialog
   * @param ledger closes it and opens the ledger
   */
  WelcomeView(Welcome welcome, Pictures pictures, Runnable dismiss, Runnable ledger) {
    this.pictures = pictures;
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    // In a low window what is told scrolls; the way out stays in sight.
    ScrollPane story = new ScrollPane(told);
    story.setFitToWidth(true);
    story.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    story.setMinHeight(0);
    story.setFocusTraversable(false);
    VBox body = new VBox(24, story, foot(dismiss, ledger));
    body.getStyleClass().add("welcome-body");
    body.setMinHeight(0);
    VBox.setVgrow(body, Priority.ALWAYS);
    root = new VBox(scale, body);
    root.setId("welcome");
    root.getStyleClass().add("welcome");
    root.setMinSize(WIDTH, 0);
    root.setMaxWidth(WIDTH);
    root.getStylesheets().add(HarbourView.class.getResource("harbour.css").toExternalForm());
    show(welcome);
  }

  Region root() {
    return root;
  }

  /** The safe way out. */
  Button first() {
    return back;
  }

  /** Tells it anew: the server has answered. */
  void show(Welcome it) {
    Label title = new Label("Welcome back, harbour master");
    title.getStyleClass().add("h1");
    title.setAccessibleText(
        "Welcome back. You were gone " + it.gone() + " and earned " + it.total() + " coins");
    TextFlow gone =
        new TextFlow(
            words("You were gone ", "m"), words(it.gone(), "b"), words(". " + it.lampLine(), "m"));
    gone.getStyleClass().add("gone");
    told.getChildren().setAll(title, gone, lamp(it), total(it), sources(it.sources()));
    VBox lines = new VBox();
    lines.getStyleClass().add("lines");
    it.lines().forEach(line -> lines.getChildren().add(line(line)));
    told.getChildren().add(lines);
  }

  private static Node lamp(Welcome it) {
    Pane bar = new Pane();
    bar.getStyleClass().add("oil");
    bar.setMinSize(INNER, 18);
    bar.setMaxSize(INNER, 18);
    double oil = Math.min(PARTS, it.lampPart()) * INNER / PARTS;
    double cell = oil / CELLS;
    double burnt = it.burntPart() * INNER / PARTS;
    for (int i = 0; i < CELLS; i++) {
      double width = Math.min(cell, burnt - i * cell);
      if (width > 0) {
        Region part = new Region();
        part.getStyleClass().add("oil-cell");
        if (i == 0) {
          part.getStyleClass().add("oil-first");
        }
        part.resizeRelocate(i * cell, 0, width, 18);
        part.setManaged(false);
        bar.getChildren().add(part);
      }
    }
    Label contact = new Label(it.contactText());
    contact.getStyleClass().addAll("s", "semi", "m");
    Label out = new Label(it.lampOutText());
    out.getStyleClass().addAll("s", "semi", "m");
    Pane below = new Pane(contact, out);
    below.setMinSize(INNER, 16);
    below.setMaxSize(INNER, 16);
    // Under its end of the bar, but never out of the card nor over the other one.
    out.layoutXProperty()
        .bind(
            out.widthProperty()
                .map(w ->
                    Math.clamp(oil - w.doubleValue() / 2, INNER / 3, INNER - w.doubleValue())));
    VBox lamp = new VBox(5, bar, below);
    lamp.getStyleClass().add("lamp-line");
    return lamp;
  }

  private Node total(Welcome it) {
    Text sum = words(it.total(), "welcome-total");
    sum.setId("welcome-total");
    Text what = words("earned while away", "pos");
    what.getStyleClass().add("what");
    Text rate = words(it.rateText(), "m");
    rate.getStyleClass().add("s");
    VBox right = new VBox(what, rate);
    right.setAlignment(Pos.CENTER_RIGHT);
    HBox total = new HBox(13, pictures.coin(COIN), sum, spring(), right);
    total.setAlignment(Pos.CENTER_LEFT);
    total.getStyleClass().add("total");
    return total;
  }

  private Node sources(List<Welcome.Source> sources) {
    GridPane grid = new GridPane();
    grid.setHgap(26);
    grid.getColumnConstraints().addAll(column(), column());
    for (int i = 0; i < sources.size(); i++) {
      grid.add(source(sources.get(i)), i % 2, i / 2);
    }
    Region end = new Region();
    end.getStyleClass().add("rule");
    VBox box = new VBox(grid, end);
    box.getStyleClass().add("sources");
    return box;
  }

  private static ColumnConstraints column() {
    return new ColumnConstraints(SOURCE_WIDTH, SOURCE_WIDTH, SOURCE_WIDTH);
  }

  private Node source(Welcome.Source it) {
    Label name = new Label(it.name());
    name.getStyleClass().add("b");
    name.setMinWidth(0); // a long sum has the right of way
    Text amount = words(it.amount(), "semi");
    HBox first = new HBox(name, spring(), amount);
    first.setAlignment(Pos.BASELINE_LEFT);
    Region done = new Region();
    done.getStyleClass().add("done");
    double width = it.part() * BAR_WIDTH / PARTS;
    done.setMinWidth(width);
    done.setMaxWidth(width);
    StackPane bar = new StackPane(done);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("bar");
    VBox right = new VBox(5, first, bar);
    right.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(right, Priority.ALWAYS);
    HBox row = new HBox(10, pictures.vessel(it.id(), true, 44, 36), right);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("source");
    return row;
  }

  private static Node line(Welcome.Line it) {
    Icon icon =
        switch (it.kind()) {
          case APPLIED -> Icon.CHECK;
          case REFUSED -> Icon.CROSS;
          case WAITING -> Icon.HOURGLASS;
        };
    StackPane dot = new StackPane(Icons.of(icon, 14));
    dot.getStyleClass()
        .addAll(
            "dot",
            switch (it.kind()) {
              case APPLIED -> "dot-pos";
              case REFUSED -> "dot-dan";
              case WAITING -> "dot-warn";
            });
    TextFlow words = new TextFlow(words(it.bold() + " ", "b"), words(it.rest(), "m"));
    words.setMaxWidth(INNER - 32);
    HBox line = new HBox(10, dot, words);
    line.setAlignment(Pos.TOP_LEFT);
    line.getStyleClass().add("line");
    return line;
  }

  private Node foot(Runnable dismiss, Runnable ledger) {
    Label key = new Label("Enter");
    key.getStyleClass().add("kbd");
    back.setId("welcome-back");
    back.getStyleClass().addAll("btn", "big");
    back.setGraphic(key);
    back.setContentDisplay(ContentDisplay.RIGHT);
    back.setAccessibleText("Back to work");
    back.setOnAction(event -> dismiss.run());
    Press.onEnter(back);
    Button open = new Button("Open the ledger");
    open.setId("welcome-ledger");
    open.getStyleClass().addAll("btn", "ghost", "tall");
    open.setAccessibleText("Open the ledger");
    open.setOnAction(event -> ledger.run());
    Press.onEnter(open);
    Text agrees = words("Agrees with the ledger,\nto the last coin.", "m");
    agrees.getStyleClass().add("s");
    agrees.setTextOrigin(VPos.CENTER);
    agrees.setTextAlignment(TextAlignment.RIGHT);
    HBox foot = new HBox(8, back, open, spring(), agrees);
    foot.setAlignment(Pos.CENTER_LEFT);
    return foot;
  }

  private static Text words(String text, String styleClass) {
    Text words = new Text(text);
    words.getStyleClass().add(styleClass);
    return words;
  }

  private static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    VBox.setVgrow(spring, Priority.ALWAYS);
    return spring;
  }
}
