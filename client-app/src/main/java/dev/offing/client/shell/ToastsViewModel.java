package dev.offing.client.shell;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The words that are shown now: at most {@value #MOST}, a newer one takes the oldest's place. */
public final class ToastsViewModel {

  /** More cannot be read at once. */
  static final int MOST = 3;

  private final ObservableList<Toast> shown = FXCollections.observableArrayList();
  private final ObservableList<Toast> readOnly = FXCollections.unmodifiableObservableList(shown);

  /** Newest last; unmodifiable. */
  public ObservableList<Toast> shown() {
    return readOnly;
  }

  /** Shows one. */
  public void show(Toast toast) {
    if (shown.size() == MOST) {
      shown.removeFirst();
    }
    shown.add(toast);
  }

  /** Takes one off; nothing happens when it is gone already. */
  public void dismiss(Toast toast) {
    shown.remove(toast);
  }

  /**
   * Takes the newest off.
   *
   * @return whether there was one
   */
  public boolean dismissNewest() {
    if (shown.isEmpty()) {
      return false;
    }
    shown.removeLast();
    return true;
  }
}
