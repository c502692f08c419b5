package dev.offing.client.shell;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where one is, what waits on the other screens, and the words at the top. */
public final class ShellViewModel {

  private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(Screen.HARBOUR);
  private final Map<Screen, ReadOnlyIntegerWrapper> badges = new EnumMap<>(Screen.class);
  private final ToastsViewModel toasts = new ToastsViewModel();

  /** At the harbour. */
  public ShellViewModel() {
    for (Screen it : Screen.values()) {
      badges.put(it, new ReadOnlyIntegerWrapper(0));
    }
  }

  /** Where one is. */
  public ReadOnlyObjectProperty<Screen> screen() {
    return screen.getReadOnlyProperty();
  }

  /** Goes there. */
  public void go(Screen to) {
    screen.set(to);
  }

  /** How many things wait on a screen; 0 for none. */
  public ReadOnlyIntegerProperty badge(Screen of) {
    return wrapper(of).getReadOnlyProperty();
  }

  /** Says how many things wait on a screen. */
  public void badge(Screen of, int count) {
    wrapper(of).set(count);
  }

  /** The words at the top. */
  public ToastsViewModel toasts() {
    return toasts;
  }

  private ReadOnlyIntegerWrapper wrapper(Screen of) {
    ReadOnlyIntegerWrapper badge = badges.get(of);
    if (badge == null) {
      throw new IllegalStateException("no badge for " + of);
    }
    return badge;
  }
}
