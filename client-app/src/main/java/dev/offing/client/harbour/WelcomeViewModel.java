package dev.offing.client.harbour;

import dev.offing.client.bridge.Gestures;
import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.session.AwayReport;
import java.time.ZoneId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** What is told to somebody who comes back, until they say that they read it. */
public final class WelcomeViewModel implements Watcher {

  private final ReadOnlyObjectWrapper<@Nullable Welcome> welcome =
      new ReadOnlyObjectWrapper<>(null);
  private final Gestures gestures;
  private final ZoneId zone;
  private final ObservableValue<Notation> notation;
  private @Nullable AwayReport told;
  private boolean over;

  WelcomeViewModel(Gestures gestures, ZoneId zone, ObservableValue<Notation> notation) {
    this.gestures = gestures;
    this.zone = zone;
    this.notation = notation;
  }

  /** What is to be told; null when nothing is. */
  public ReadOnlyObjectProperty<@Nullable Welcome> welcome() {
    return welcome.getReadOnlyProperty();
  }

  /** It was read: it is not told again. */
  public void dismiss() {
    if (welcome.get() != null) {
      over = true;
      welcome.set(null);
      gestures.acknowledgeAway();
    }
  }

  @Override
  public void show(View view, SyncStatus status) {
    if (over) {
      return;
    }
    AwayReport report = gestures.away().orElse(null);
    if (report == null) {
      over = true; // absences are between two runs: none comes later
    } else if (!report.equals(told)) {
      told = report;
      welcome.set(Welcome.of(report, view, notation.getValue(), zone));
    }
  }
}
