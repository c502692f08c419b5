package dev.offing.client.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/**
 * Several buttons of which one is always chosen: by a press, by ENTER, by the arrow keys, or by
 * whoever changes the value. Pressing the chosen one again does not take the choice back.
 *
 * @param <T> what is chosen
 */
public final class OneOf<T> {

  private final ToggleGroup group = new ToggleGroup();
  private final Map<Toggle, T> values = new LinkedHashMap<>();
  private final ObservableValue<T> chosen;

  /**
   * @param chosen what is chosen now
   * @param choose is told what the player chose; expected to change {@code chosen}
   */
  public OneOf(ObservableValue<T> chosen, Consumer<T> choose) {
    this.chosen = chosen;
    // By the group and not by a press: the arrow keys choose as well.
    group
        .selectedToggleProperty()
        .addListener((o, before, now) -> {
          if (now == null) {
            before.setSelected(true);
          } else {
            choose.accept(Objects.requireNonNull(values.get(now)));
          }
        });
    chosen.subscribe(this::show);
  }

  /** Adds the button of a value. */
  public ToggleButton add(ToggleButton button, T value) {
    values.put(button, value);
    button.setToggleGroup(group);
    Press.onEnter(button);
    show(chosen.getValue());
    return button;
  }

  /** The button of what is chosen; null before it is added. */
  public @Nullable Node button() {
    return (Node) group.getSelectedToggle();
  }

  private void show(T now) {
    values.forEach((button, value) -> {
      // The group takes the choice from the others.
      if (value.equals(now)) {
        button.setSelected(true);
      }
    });
  }
}
