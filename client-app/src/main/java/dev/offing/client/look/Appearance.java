package dev.offing.client.look;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * How the game looks and moves now: what the player chose, and where that is "as the computer",
 * what the computer says, also while the game runs. Belongs to the toolkit's thread.
 */
public final class Appearance implements AutoCloseable {

  private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
  private final ReadOnlyBooleanWrapper still = new ReadOnlyBooleanWrapper(false);
  // Held: a mapped value that nobody holds forgets its listeners.
  private final ObservableValue<@Nullable Theme> chosenTheme;
  private final ObservableValue<@Nullable Boolean> chosenStill;
  private final ObservableValue<ColorScheme> computerTheme;
  private final ObservableValue<Boolean> computerStill;
  private final Subscription computerChanges;

  /**
   * @param chosenTheme null for the computer's
   * @param chosenStill whether nothing is to move; null for as the computer has it
   */
  public Appearance(
      ObservableValue<@Nullable Theme> chosenTheme,
      ObservableValue<@Nullable Boolean> chosenStill) {
    this(
        chosenTheme,
        chosenStill,
        Platform.getPreferences().colorSchemeProperty(),
        Platform.getPreferences().reducedMotionProperty());
  }

  Appearance(
      ObservableValue<@Nullable Theme> chosenTheme,
      ObservableValue<@Nullable Boolean> chosenStill,
      ObservableValue<ColorScheme> computerTheme,
      ObservableValue<Boolean> computerStill) {
    this.chosenTheme = chosenTheme;
    this.chosenStill = chosenStill;
    this.computerTheme = computerTheme;
    this.computerStill = computerStill;
    chosenTheme.addListener((o, before, now) -> update());
    chosenStill.addListener((o, before, now) -> update());
    computerChanges =
        computerTheme.subscribe(this::update).and(computerStill.subscribe(this::update));
    update();
  }

  /** The theme. */
  public ReadOnlyObjectProperty<Theme> theme() {
    return theme.getReadOnlyProperty();
  }

  /** Whether nothing is to move but what tells something. */
  public ReadOnlyBooleanProperty still() {
    return still.getReadOnlyProperty();
  }

  /**
   * The theme at this moment.
   *
   * @param chosen null for the computer's
   */
  public static Theme theme(@Nullable Theme chosen) {
    return theme(chosen, Platform.getPreferences().getColorScheme());
  }

  private static Theme theme(@Nullable Theme chosen, ColorScheme computer) {
    if (chosen != null) {
      return chosen;
    }
    return computer == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
  }

  /** Follows the computer no more. */
  @Override
  public void close() {
    computerChanges.unsubscribe();
  }

  private void update() {
    theme.set(theme(chosenTheme.getValue(), computerTheme.getValue()));
    Boolean quiet = chosenStill.getValue();
    still.set(quiet != null ? quiet : computerStill.getValue());
  }
}
