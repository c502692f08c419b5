package dev.offing.client.harbour;

import dev.offing.client.bridge.Gestures;
import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** How the connection and the lamp stand. Belongs to the thread of the screen. */
public final class PillViewModel implements Watcher {

  private static final Pill STARTING = new Pill(Pill.Kind.OFFLINE, "Starting", "", -1);
  private static final Lamp NO_LAMP = new Lamp(Lamp.State.UNLIT, "", "", 0);

  private final ReadOnlyObjectWrapper<Pill> pill = new ReadOnlyObjectWrapper<>(STARTING);
  private final ReadOnlyObjectWrapper<Lamp> lamp = new ReadOnlyObjectWrapper<>(NO_LAMP);
  private final ReadOnlyStringWrapper simulated = new ReadOnlyStringWrapper("");
  private final Gestures gestures;
  private final ZoneId zone;
  private final Consumer<String> lampLow;
  private long warnedOfMs = Long.MIN_VALUE;

  /**
   * @param lampLow told once per lamp, ten minutes before it goes out: the time of day
   */
  PillViewModel(Gestures gestures, ZoneId zone, Consumer<String> lampLow) {
    this.gestures = gestures;
    this.zone = zone;
    this.lampLow = lampLow;
  }

  /** The connection. */
  public ReadOnlyObjectProperty<Pill> pill() {
    return pill.getReadOnlyProperty();
  }

  /** Until when the fleet earns. */
  public ReadOnlyObjectProperty<Lamp> lamp() {
    return lamp.getReadOnlyProperty();
  }

  /** The name of the fault that a tester plays; empty for none. */
  public ReadOnlyStringProperty simulated() {
    return simulated.getReadOnlyProperty();
  }

  /** Says which fault a tester plays; empty for none. */
  public void simulate(String fault) {
    simulated.set(fault);
  }

  /** Dials the server at once. */
  public void connect() {
    gestures.connectNow();
  }

  @Override
  public void show(View now, SyncStatus status) {
    Lamp next = Lamp.of(now, status.confirmedAsOf() > 0, zone);
    lamp.set(next);
    pill.set(Pill.of(status, next, now.nowMs(), zone));
    // Every contact is another lamp: one that is refilled may go low again.
    if (next.state() == Lamp.State.LOW && warnedOfMs != now.contactUntil()) {
      warnedOfMs = now.contactUntil();
      lampLow.accept(Times.clock(now.contactUntil(), now.nowMs(), zone));
    }
  }
}
