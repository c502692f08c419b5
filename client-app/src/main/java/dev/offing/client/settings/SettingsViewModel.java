package dev.offing.client.settings;

import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Notation;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/** What can be chosen, and where this game stands. Belongs to the thread of the screen. */
public final class SettingsViewModel implements Watcher {

  private final ReadOnlyObjectWrapper<Preferences> preferences;
  private final ObservableValue<Notation> notation;
  private final ReadOnlyStringWrapper account = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper server = new ReadOnlyStringWrapper("");
  private final Consumer<Preferences> keep;
  private final Facts facts;

  /**
   * What does not change while the game runs.
   *
   * @param version of the program
   * @param profile its name
   * @param folder where it is kept
   */
  public record Facts(String version, String profile, String folder) {}

  /**
   * @param keep is handed each change, to be kept
   */
  public SettingsViewModel(Preferences now, Facts facts, Consumer<Preferences> keep) {
    this.preferences = new ReadOnlyObjectWrapper<>(now);
    this.notation = preferences.map(Preferences::notation);
    this.facts = facts;
    this.keep = keep;
  }

  /** All that was chosen. */
  public ReadOnlyObjectProperty<Preferences> preferences() {
    return preferences.getReadOnlyProperty();
  }

  /** How numbers are written. */
  public ObservableValue<Notation> notation() {
    return notation;
  }

  /** The account's id. */
  public ReadOnlyStringProperty account() {
    return account.getReadOnlyProperty();
  }

  /** Which server answers, in words. */
  public ReadOnlyStringProperty server() {
    return server.getReadOnlyProperty();
  }

  /** What does not change. */
  public Facts facts() {
    return facts;
  }

  /** Chooses a theme. */
  public void choose(ThemeChoice chosen) {
    set(preferences.get().with(chosen));
  }

  /** Chooses how numbers are written. */
  public void choose(Notation chosen) {
    set(preferences.get().with(chosen));
  }

  /** Chooses how much may move. */
  public void choose(Motion chosen) {
    set(preferences.get().with(chosen));
  }

  /** The window was left here. */
  public void left(Preferences.Bounds bounds) {
    set(preferences.get().with(bounds));
  }

  @Override
  public void show(View view, SyncStatus status) {
    account.set(status.account());
    String node = status.node();
    server.set(
        node == null ? "None has answered yet. The harbour earns all the same." : "Node " + node);
  }

  private void set(Preferences now) {
    if (!now.equals(preferences.get())) {
      preferences.set(now);
      keep.accept(now);
    }
  }
}
