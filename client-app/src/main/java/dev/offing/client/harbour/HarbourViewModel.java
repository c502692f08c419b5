package dev.offing.client.harbour;

import dev.offing.client.bridge.Gestures;
import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The harbour as properties and commands, for a window and for a console. It holds no rule: what it
 * shows are pure functions of the engine's {@link View} and {@link SyncStatus}, which the bridge
 * hands over once per pulse.
 *
 * <p>Gestures are carried out one at a time. One that comes while another is on its way to the disk
 * waits, and is priced against the account as it is shown then: so two quick clicks buy two, each
 * at the price on its label. At most {@value #MAX_WAITING} wait; more are not taken.
 *
 * <p>Not thread-safe: belongs to the thread of the screen.
 */
public final class HarbourViewModel implements Watcher {

  /** Clicks that may wait for a slow disk; nobody means more than this. */
  static final int MAX_WAITING = 32;

  private static final Pill STARTING = new Pill(Pill.Kind.OFFLINE, "Starting", "");
  private static final Lamp NO_LAMP = new Lamp(Lamp.State.UNLIT, "", 0);

  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper purse = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper purseExact = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Lamp> lamp = new ReadOnlyObjectWrapper<>(NO_LAMP);
  private final ReadOnlyObjectWrapper<Pill> pill = new ReadOnlyObjectWrapper<>(STARTING);
  private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper(0);
  private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
      new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<@Nullable Answer> answer = new ReadOnlyObjectWrapper<>(null);
  private final ObservableList<Vessel> fleet = FXCollections.observableArrayList();
  private final ObservableList<Vessel> fleetReadOnly =
      FXCollections.unmodifiableObservableList(fleet);

  private final Gestures gestures;
  private final ZoneId zone;
  private final Queue<Wish> waiting = new ArrayDeque<>();
  private boolean busy;
  private @Nullable View view;

  /**
   * @param zone in which times of day are written
   */
  public HarbourViewModel(Gestures gestures, ZoneId zone) {
    this.gestures = gestures;
    this.zone = zone;
  }

  /** False until the first account was shown; commands do nothing before. */
  public ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** What can be spent, short. */
  public ReadOnlyStringProperty purse() {
    return purse.getReadOnlyProperty();
  }

  /** The same with every digit. */
  public ReadOnlyStringProperty purseExact() {
    return purseExact.getReadOnlyProperty();
  }

  /** {@code +1.29K/s}. */
  public ReadOnlyStringProperty rate() {
    return rate.getReadOnlyProperty();
  }

  /** Until when the fleet earns. */
  public ReadOnlyObjectProperty<Lamp> lamp() {
    return lamp.getReadOnlyProperty();
  }

  /** The connection. */
  public ReadOnlyObjectProperty<Pill> pill() {
    return pill.getReadOnlyProperty();
  }

  /** Mutations that the server has not answered. */
  public ReadOnlyIntegerProperty pending() {
    return pending.getReadOnlyProperty();
  }

  /** The last thing that was not done; null before the first and when it was dismissed. */
  public ReadOnlyObjectProperty<@Nullable Refusal> refusal() {
    return refusal.getReadOnlyProperty();
  }

  /** What became of the last gesture; changes with each. */
  public ReadOnlyObjectProperty<@Nullable Answer> answer() {
    return answer.getReadOnlyProperty();
  }

  /** The fleet, in the catalog's order; unmodifiable. */
  public ObservableList<Vessel> fleet() {
    return fleetReadOnly;
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
    wish(new Wish.Buy(producer, count));
  }

  /** Buys as many of a producer as the purse can pay. */
  public void buyMax(String producer) {
    wish(new Wish.Buy(producer, Wish.ALL));
  }

  /** Buys an upgrade. */
  public void upgrade(String id) {
    wish(new Wish.Improve(id));
  }

  /** Starts a boost. */
  public void boost(String id) {
    wish(new Wish.Lift(id));
  }

  /** Dials the server at once. */
  public void connect() {
    gestures.connectNow();
  }

  /** Takes the refusal off the screen. */
  public void dismiss() {
    refusal.set(null);
  }

  @Override
  public void show(View now, SyncStatus status) {
    view = now;
    purse.set(Coins.owned(now.core().purse()));
    purseExact.set(Coins.exact(now.core().purse()));
    rate.set("+" + Vessel.perSecond(now.rate().perMs()));
    lamp.set(Lamp.of(now, status.confirmedAsOf() > 0, zone));
    pill.set(Pill.of(status, lamp.get(), now.nowMs(), zone));
    pending.set(now.pending());
    showFleet(now);
    ready.set(true);
  }

  /** Of what the server answered, only what it refused is news. */
  @Override
  public void heard(SyncEvent event) {
    View now = view;
    if (now != null
        && event instanceof SyncEvent.Settled settled
        && settled.result().rejection() != null) {
      refusal.set(Wish.refusal(now, settled.command(), settled.result().rejection()));
    }
  }

  private void showFleet(View now) {
    List<Producer> producers = now.catalog().producers();
    if (fleet.size() != producers.size()) {
      fleet.setAll(producers.stream().map(it -> Vessel.of(now, it)).toList());
      return;
    }
    for (int i = 0; i < producers.size(); i++) {
      Vessel vessel = Vessel.of(now, producers.get(i));
      if (!vessel.equals(fleet.get(i))) {
        fleet.set(i, vessel);
      }
    }
  }

  private void wish(Wish wish) {
    if (view == null || waiting.size() >= MAX_WAITING) {
      return;
    }
    waiting.add(wish);
    next();
  }

  private void next() {
    View now = view;
    if (busy || now == null || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Command command = waiting.remove().command(now);
    gestures.submit(
        command,
        submission -> answered(command, submission),
        sentence ->
            finish(new Answer.Failed(shown(new Refusal(Wish.title(now, command), sentence)))));
  }

  private void answered(Command command, Submission submission) {
    finish(
        switch (submission) {
          case Submission.Saved saved -> new Answer.Saved(saved.mutationId());
          case Submission.Refused it -> new Answer.Refused(shown(refusalOf(command, it)));
        });
  }

  private Refusal refusalOf(Command command, Submission.Refused it) {
    View now = view;
    if (now == null) {
      throw new IllegalStateException("an answer before the first account");
    }
    return Wish.refusal(now, command, it.why());
  }

  private Refusal shown(Refusal it) {
    refusal.set(it);
    return it;
  }

  private void finish(Answer it) {
    busy = false;
    answer.set(it);
    next();
  }
}
