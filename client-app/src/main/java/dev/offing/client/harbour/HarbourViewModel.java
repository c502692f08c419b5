package dev.offing.client.harbour;

import dev.offing.client.bridge.Gestures;
import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ServerMessage.Notice;
import dev.offing.sync.session.SyncEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * The harbour as properties and commands, for a window and for a console. It holds no rule: what it
 * shows are pure functions of the engine's {@link View} and {@link SyncStatus}, which the bridge
 * hands over once per pulse. Its parts have ViewModels of their own.
 *
 * <p>Not thread-safe: belongs to the thread of the screen.
 */
public final class HarbourViewModel implements Watcher {

  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<@Nullable Answer> answer = new ReadOnlyObjectWrapper<>(null);
  private final PurseViewModel purse;
  private final FleetViewModel fleet;
  private final UpgradesViewModel upgrades;
  private final BoostsViewModel boosts;
  private final PillViewModel status;
  private final WelcomeViewModel welcome;
  private final Orders orders;
  private final Gestures gestures;
  private final ObservableValue<Notation> notation;
  private final List<HarbourListener> listeners = new ArrayList<>();

  /** A harbour for a console: numbers are short and do not glide. */
  public HarbourViewModel(Gestures gestures, ZoneId zone) {
    this(
        gestures,
        zone,
        new SimpleObjectProperty<>(Notation.SHORT),
        new SimpleBooleanProperty(true),
        HarbourViewModel::millis);
  }

  /**
   * @param zone in which times of day are written
   * @param notation how amounts are written; may change
   * @param still whether numbers step instead of gliding; may change
   */
  public HarbourViewModel(
      Gestures gestures,
      ZoneId zone,
      ObservableValue<Notation> notation,
      ObservableBooleanValue still) {
    this(gestures, zone, notation, still, HarbourViewModel::millis);
  }

  /**
   * @param clock milliseconds of a monotonic clock
   */
  public HarbourViewModel(
      Gestures gestures,
      ZoneId zone,
      ObservableValue<Notation> notation,
      ObservableBooleanValue still,
      LongSupplier clock) {
    this.gestures = gestures;
    this.notation = notation;
    this.purse = new PurseViewModel(zone, notation, still, clock);
    this.fleet = new FleetViewModel(notation);
    this.upgrades = new UpgradesViewModel(notation);
    this.boosts = new BoostsViewModel(notation);
    this.status = new PillViewModel(gestures, zone, at -> listeners.forEach(it -> it.lampLow(at)));
    this.welcome = new WelcomeViewModel(gestures, zone, notation);
    this.orders = new Orders(gestures, this::answered);
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** False until the first account was shown; commands do nothing before. */
  public ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** What became of the last gesture; changes with each. */
  public ReadOnlyObjectProperty<@Nullable Answer> answer() {
    return answer.getReadOnlyProperty();
  }

  /** What can be spent. */
  public PurseViewModel purse() {
    return purse;
  }

  /** The vessels. */
  public FleetViewModel fleet() {
    return fleet;
  }

  /** The upgrades. */
  public UpgradesViewModel upgrades() {
    return upgrades;
  }

  /** The boosts. */
  public BoostsViewModel boosts() {
    return boosts;
  }

  /** The connection and the lamp. */
  public PillViewModel status() {
    return status;
  }

  /** What happened while nobody was here. */
  public WelcomeViewModel welcome() {
    return welcome;
  }

  /** Tells somebody what must not be missed, from now on. */
  public void listen(HarbourListener listener) {
    listeners.add(listener);
  }

  /**
   * Buys so many of a producer at the price of their label.
   *
   * @param count 1 to 5,000
   */
  public void buy(String producer, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a count starts at 1, not " + count);
    }
    orders.take(new Wish.Buy(producer, count));
  }

  /** Buys as many of a producer as the purse can pay. */
  public void buyMax(String producer) {
    orders.take(new Wish.Buy(producer, Wish.ALL));
  }

  /** Buys what the label of a row of the fleet says. */
  public void buyShown(String producer) {
    Vessel row = fleet.row(producer).orElse(null);
    if (row == null || row.offer().count() == 0) {
      return;
    }
    if (fleet.amount().get() == Amount.MAX && row.offer().affordable()) {
      buyMax(producer);
    } else {
      buy(producer, row.offer().count());
    }
  }

  /** Buys an upgrade. */
  public void upgrade(String id) {
    orders.take(new Wish.Improve(id));
  }

  /** Starts a boost. */
  public void boost(String id) {
    orders.take(new Wish.Lift(id));
  }

  /** Takes a charter: gives the run up for renown, and begins the next one. */
  public void charter() {
    orders.take(new Wish.Begin());
  }

  /** Takes a perk for renown. */
  public void perk(String id) {
    orders.take(new Wish.Learn(id));
  }

  /** Orders at the market, so many grains for one. */
  public void order(boolean sells, String good, int count, Money limit) {
    orders.take(new Wish.Trade(sells, good, count, limit));
  }

  /** Gives grains to another player's account. */
  public void give(String to, Money amount) {
    orders.take(new Wish.Give(to, amount));
  }

  /** Hands in a code. */
  public void redeem(String code) {
    orders.take(new Wish.HandIn(code));
  }

  /** A few words of a vessel, for whoever points at it. */
  public String vesselCard(String id) {
    return fleet.card(id);
  }

  @Override
  public void show(View now, SyncStatus how) {
    orders.show(now);
    purse.show(now, how);
    View outlook = Outlook.of(now, how);
    fleet.show(outlook, how);
    upgrades.show(outlook, how);
    boosts.show(outlook, how);
    status.show(now, how);
    welcome.show(now, how);
    ready.set(true);
  }

  /** Of what the server answered, only what it refused is news, and what it had forgotten. */
  @Override
  public void heard(SyncEvent event) {
    if (event instanceof SyncEvent.Restored restored) {
      listeners.forEach(listener -> listener.restored(restored.text()));
    }
    if (event instanceof SyncEvent.Letter it) {
      String title = titleOf(it.letter(), notation.getValue());
      Runnable read = () -> gestures.read(it.letter().id());
      listeners.forEach(listener -> listener.letter(title, it.letter().text(), read));
    }
    View now = orders.view();
    if (now != null
        && event instanceof SyncEvent.Settled settled
        && settled.result().rejection() != null) {
      purse.refused();
      tell(Wish.refusal(now, settled.command(), settled.result().rejection()));
    }
  }

  private static String titleOf(Notice letter, Notation how) {
    Money money = letter.money();
    String about =
        switch (letter.code()) {
          case "gift" -> "A gift";
          case "heal" -> "The server's books are whole again";
          case "welcome" -> "Welcome";
          default -> "A letter";
        };
    return money == null ? about : about + " of " + Coins.owned(money, how);
  }

  private void answered(Answer it) {
    switch (it) {
      case Answer.Saved _ -> {}
      case Answer.Refused refused -> tell(refused.refusal());
      case Answer.Failed failed -> tell(failed.refusal());
    }
    answer.set(it);
  }

  private void tell(Refusal it) {
    listeners.forEach(listener -> listener.refused(it));
  }
}
