package dev.offing.client.market;

import dev.offing.client.control.OneOf;
import dev.offing.client.control.Press;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The order that is written, to be filled in from the top down. */
final class TicketView extends VBox {
  private static final double APART = 9;

  /**
   * @param place places the order
   */
  TicketView(Ticket ticket, Runnable place) {
    super(APART);
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
    Label limit = Parts.note("");
    limit
        .textProperty()
        .bind(Bindings.when(ticket.sells()).then("At no less than").otherwise("At no more than"));
    Label sum = new Label();
    sum.setId("market-total");
    sum.getStyleClass().add("total");
    sum.textProperty().bind(ticket.total());
    HBox total =
        new HBox(8, Parts.bound(ticket.totalTitle(), "market-total-title"), Parts.gap(), sum);
    total.setAlignment(Pos.BASELINE_LEFT);
    Button press = new Button();
    press.setId("market-place");
    press.getStyleClass().addAll("btn", "big");
    press.textProperty().bind(ticket.title());
    press.disableProperty().bind(ticket.ready().not());
    press.setMaxWidth(Double.MAX_VALUE);
    press.setOnAction(_ -> place.run());
    Press.onEnter(press);
    Label why = Parts.bound(ticket.note(), "market-note");
    why.setWrapText(true);
    why.setMaxWidth(Double.MAX_VALUE);
    why.setAlignment(Pos.CENTER);
    getChildren()
        .addAll(
            sides,
            new HBox(
                Parts.note("Quantity"), Parts.gap(), Parts.bound(ticket.means(), "market-means")),
            field("market-quantity", "Quantity", ticket.quantity(), place, ticket),
            parts,
            limit,
            field("market-limit", "Coins for one", ticket.limit(), place, null),
            total,
            press,
            why);
    getStyleClass().add("ticket");
  }

  private static Node field(
      String id, String words, StringProperty value, Runnable place, @Nullable Ticket steps) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(words);
    field.getStyleClass().add("field");
    field.textProperty().bindBidirectional(value);
    field.setOnAction(_ -> place.run());
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
}
