package dev.offing.client.market;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Gestures;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.client.market.Chart.Point;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons.Good;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The market as properties and commands. Prices are heard in a room for each good, the past is
 * asked for; orders go the way of every gesture, so they can be given without a network and are
 * decided by the server. Belongs to the thread of the screen.
 */
public final class MarketViewModel implements Watcher {
  private static final String ROOM = "market:";
  private static final int DAY_POINTS = 49;
  private static final long DAY_STEP_MS = 1_800_000;
  private static final long DAY_AGAIN_MS = 600_000;

  /** A purse that fills is followed by the ticket this often, and by nothing else. */
  private static final long PURSE_MS = 250;

  private final EngineDesk desk;
  private final Gestures gestures;
  private final Consumer<String> told;
  private final Prices prices = new Prices();
  private final Ticket ticket = new Ticket();

  private final ObservableList<GoodRow> goods = FXCollections.observableArrayList();
  private final ObservableList<OrderRow> orders = FXCollections.observableArrayList();
  private final ObservableList<HoldingRow> holdings = FXCollections.observableArrayList();
  private final ObservableList<GoodRow> goodsReadOnly =
      FXCollections.unmodifiableObservableList(goods);
  private final ObservableList<OrderRow> ordersReadOnly =
      FXCollections.unmodifiableObservableList(orders);
  private final ObservableList<HoldingRow> holdingsReadOnly =
      FXCollections.unmodifiableObservableList(holdings);
  private final ReadOnlyStringWrapper selected = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Span> span = new ReadOnlyObjectWrapper<>(Span.QUARTER);
  private final ReadOnlyObjectWrapper<Chart> chart = new ReadOnlyObjectWrapper<>(Chart.EMPTY);
  private final ReadOnlyStringWrapper held = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper worth = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper profit = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper gains = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper aside = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper();

  private @Nullable View view;
  private boolean entered;
  private boolean visible;

  /** Whether more than the purse has changed since all of it was shown. */
  private boolean dirty;

  /** What the ticket was shown last. */
  private @Nullable View onTicket;

  /** When the last day was asked for, ms of server time; 0 for not since the connection came. */
  private long dayAskedAt;

  /**
   * @param told hears a sentence where an order was not taken
   */
  public MarketViewModel(EngineDesk desk, Gestures gestures, Consumer<String> told) {
    this.desk = desk;
    this.gestures = gestures;
    this.told = told;
  }

  /** All goods, in the order of the catalog; unmodifiable. */
  public ObservableList<GoodRow> goods() {
    return goodsReadOnly;
  }

  /** The open orders; unmodifiable. */
  public ObservableList<OrderRow> orders() {
    return ordersReadOnly;
  }

  /** What one has, the dearest first; unmodifiable. */
  public ObservableList<HoldingRow> holdings() {
    return holdingsReadOnly;
  }

  /** The id of the good that is looked at; empty before there is any. */
  public ReadOnlyStringProperty selected() {
    return selected.getReadOnlyProperty();
  }

  /** How far back the chart reaches. */
  public ReadOnlyObjectProperty<Span> span() {
    return span.getReadOnlyProperty();
  }

  /** What the selected good cost. */
  public ReadOnlyObjectProperty<Chart> chart() {
    return chart.getReadOnlyProperty();
  }

  /** The order that is written. */
  public Ticket ticket() {
    return ticket;
  }

  /** What open orders hold, in a sentence; empty for nothing. */
  public ReadOnlyStringProperty held() {
    return held.getReadOnlyProperty();
  }

  /** What all goods are worth now. */
  public ReadOnlyStringProperty worth() {
    return worth.getReadOnlyProperty();
  }

  /** What was won or lost at the market so far, goods at their price of now; empty before that. */
  public ReadOnlyStringProperty profit() {
    return profit.getReadOnlyProperty();
  }

  /** Whether {@link #profit} is one. */
  public ReadOnlyBooleanProperty gains() {
    return gains.getReadOnlyProperty();
  }

  /** What to know while there is no connection; empty else. */
  public ReadOnlyStringProperty aside() {
    return aside.getReadOnlyProperty();
  }

  /** Whether prices are those of now. */
  public ReadOnlyBooleanProperty connected() {
    return connected.getReadOnlyProperty();
  }

  // ---- wishes -----------------------------------------------------------------------------------

  /** Whether somebody looks. */
  public void visible(boolean now) {
    visible = now;
    if (now) {
      enter();
      askChart();
    }
  }

  /** Looks at another good. */
  public void select(String good) {
    if (!good.isEmpty() && !good.equals(selected.get())) {
      selected.set(good);
      chart.set(Chart.EMPTY);
      askChart();
      refresh();
    }
  }

  /** Looks at another time. */
  public void choose(Span to) {
    if (to != span.get()) {
      span.set(to);
      askChart();
    }
  }

  /** Places the order that is written. */
  public void place() {
    ticket.command().ifPresent(this::submit);
  }

  /** Takes back what is left of an order. */
  public void cancel(String order) {
    View now = view;
    if (now != null) {
      submit(Command.cancel(order, now.core().run()));
    }
  }

  private void submit(Command command) {
    gestures.submit(
        command,
        submission -> {
          if (submission instanceof Submission.Refused refused) {
            told.accept(refused.why().text());
          }
        },
        told);
  }

  // ---- what the engine tells ------------------------------------------------------------------

  @Override
  public void show(View now, SyncStatus status) {
    boolean online = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    boolean came = online && !connected.get();
    View before = view;
    view = now;
    connected.set(online);
    aside.set(
        online
            ? ""
            : "The market is out of earshot. Prices stand as they were heard last; orders go out"
                + " with the next connection.");
    if (selected.get().isEmpty() && !now.catalog().commons().goods().isEmpty()) {
      select(now.catalog().commons().goods().getFirst().id());
    }
    if (came) {
      dayAskedAt = 0;
    }
    if (online && visible && now.nowMs() - dayAskedAt > DAY_AGAIN_MS) {
      enter();
      askChart();
      askDays(now);
    }
    dirty |=
        before == null
            || came
            || !before.catalog().commons().equals(now.catalog().commons())
            || !before.core().dealings().equals(now.core().dealings());
  }

  @Override
  public void heard(SyncEvent event) {
    switch (event) {
      case SyncEvent.Joined it when it.room().startsWith(ROOM) ->
          it.events().forEach(price -> hear(it.room(), price));
      case SyncEvent.Said it when it.room().startsWith(ROOM) -> hear(it.room(), it.event());
      default -> {}
    }
  }

  @Override
  public void pulsed() {
    View now = view;
    if (now == null || !visible) {
      return;
    }
    if (dirty) {
      refresh();
    } else if (pursesDiffer(onTicket, now)) {
      showTicket(now);
    }
  }

  /** Whether the ticket's purse is another one, for long enough. */
  private static boolean pursesDiffer(@Nullable View shown, View now) {
    return shown == null
        || (Math.abs(now.nowMs() - shown.nowMs()) >= PURSE_MS
            && !now.core().purse().equals(shown.core().purse()));
  }

  private void hear(String room, RoomEvent event) {
    String good = room.substring(ROOM.length());
    Point point;
    try {
      point = new Point(event.at(), Money.parse(event.text()));
    } catch (IllegalArgumentException _) {
      return; // no price: not every server's rooms of this name are a market's
    }
    dirty |= prices.hear(good, point);
    if (good.equals(selected.get()) && !chart.get().points().isEmpty()) {
      chart.set(chart.get().plus(point));
    }
  }

  // ---- what is asked ----------------------------------------------------------------------------

  private void enter() {
    View now = view;
    if (!entered && now != null) {
      entered = true;
      List<String> rooms =
          now.catalog().commons().goods().stream().map(it -> ROOM + it.id()).toList();
      desk.ask(
          engine -> {
            rooms.forEach(engine.rooms()::join);
            return true;
          },
          _ -> {},
          _ -> entered = false);
    }
  }

  private void askChart() {
    String good = selected.get();
    Span wanted = span.get();
    if (!good.isEmpty() && visible && connected.get()) {
      ask(
          good,
          wanted.stepMs(),
          Span.POINTS + 1,
          (until, past) -> {
            dirty |= prices.hear(good, new Point(until, past.getLast()));
            if (good.equals(selected.get()) && wanted == span.get()) {
              chart.set(Chart.of(wanted, until, wanted.stepMs(), past));
            }
          });
    }
  }

  private void askDays(View now) {
    dayAskedAt = now.nowMs();
    for (Good good : now.catalog().commons().goods()) {
      ask(
          good.id(),
          DAY_STEP_MS,
          DAY_POINTS,
          (until, past) -> {
            prices.hearDay(good.id(), past);
            var _ = prices.hear(good.id(), new Point(until, past.getLast()));
            dirty = true;
          });
    }
  }

  /** Takes an answer. */
  @FunctionalInterface
  private interface Heard {
    void past(long until, List<Money> prices);
  }

  private void ask(String good, long stepMs, int count, Heard heard) {
    desk.call(
        Calls.PRICES,
        new Calls.PricesParams(good, 0, stepMs, count),
        result -> heard.past(result.path("until").asLong(), past(result)));
  }

  private static List<Money> past(JsonNode result) {
    List<Money> past = new ArrayList<>();
    for (JsonNode price : result.path("prices")) {
      past.add(Money.parse(price.asString()));
    }
    return past;
  }

  // ---- what is shown ----------------------------------------------------------------------------

  private void refresh() {
    View now = view;
    if (now == null) {
      return;
    }
    dirty = false;
    Warehouse warehouse = new Warehouse(now.catalog().commons(), now.core().dealings(), prices);
    replace(goods, warehouse.goods());
    replace(orders, warehouse.orders());
    replace(holdings, warehouse.holdings());
    held.set(warehouse.held());
    worth.set(warehouse.worth().map(it -> Coins.sum(it, Notation.FULL)).orElse(""));
    Optional<Money> won = warehouse.profit();
    gains.set(won.filter(Money::isNegative).isEmpty());
    profit.set(won.map(it -> Coins.sum(it, Notation.FULL)).orElse(""));
    ticket.about(selected.get(), warehouse.name(selected.get()));
    showTicket(now);
  }

  private void showTicket(View now) {
    onTicket = now;
    ticket.show(now, prices.of(selected.get()).orElse(null));
  }

  private static <T> void replace(ObservableList<T> shown, List<T> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (i >= shown.size()) {
        shown.add(rows.get(i));
      } else if (!shown.get(i).equals(rows.get(i))) {
        shown.set(i, rows.get(i));
      }
    }
    while (shown.size() > rows.size()) {
      shown.removeLast();
    }
  }
}
