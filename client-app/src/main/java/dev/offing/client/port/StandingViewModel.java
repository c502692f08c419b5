package dev.offing.client.port;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Calls;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import tools.jackson.databind.JsonNode;

/**
 * Who has earned how much: the first ten, and oneself below them. Asked for while somebody looks,
 * every half minute; without a connection it stands as it was heard last. Belongs to the thread of
 * the screen.
 */
public final class StandingViewModel implements Watcher {
  private static final int TOP = 10;
  private static final long AGAIN_MS = 30_000;

  private final EngineDesk desk;
  private final ObservableList<Place> places = FXCollections.observableArrayList();
  private final ObservableList<Place> placesReadOnly =
      FXCollections.unmodifiableObservableList(places);
  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
  private String self = "";
  private boolean visible;
  private boolean online;
  private long askedAt;

  /** A standing that is asked for at this desk. */
  public StandingViewModel(EngineDesk desk) {
    this.desk = desk;
  }

  /** The places, the first one first; unmodifiable. */
  public ObservableList<Place> places() {
    return placesReadOnly;
  }

  /** {@code of 1,204}; empty before anything was heard. */
  public ReadOnlyStringProperty size() {
    return size.getReadOnlyProperty();
  }

  /** Whether somebody looks. */
  public void visible(boolean now) {
    visible = now;
    askedAt = 0;
  }

  @Override
  public void show(View view, SyncStatus status) {
    boolean before = online;
    online = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    self = status.account();
    if (visible && online && (!before || view.nowMs() - askedAt > AGAIN_MS)) {
      askedAt = view.nowMs();
      desk.call(Calls.STANDING, new Calls.StandingParams(TOP), this::heard);
    }
  }

  private void heard(JsonNode result) {
    List<Place> now = new ArrayList<>();
    for (JsonNode place : result.path("top")) {
      now.add(place(place));
    }
    JsonNode own = result.path("own");
    if (own.isObject() && now.stream().noneMatch(Place::self)) {
      now.add(place(own));
    }
    if (!now.equals(places)) {
      places.setAll(now);
    }
    size.set("of %,d".formatted(result.path("size").asLong()));
  }

  private Place place(JsonNode node) {
    String account = node.path("account").asString();
    boolean me = !account.isEmpty() && self.startsWith(account);
    return new Place(
        node.path("rank").asLong(),
        account,
        me ? "You" : Seafarer.called(account),
        Coins.owned(Money.parse(node.path("earned").asString()), Notation.SHORT),
        me);
  }
}
