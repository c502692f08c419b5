package dev.offing.client.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The words that are shown now: at most {@value #MOST}, a newer one takes the oldest's place. */
public final class ToastsViewModel {

  /** More cannot be read at once. */
  static final int MOST = 3;

  private final ObservableList<Toast> shown = FXCollections.observableArrayList();
  private final Deque<Toast> waiting = new ArrayDeque<>();
  private final ObservableList<Toast> readOnly = FXCollections.unmodifiableObservableList(shown);

  /** Newest last; unmodifiable. */
  public ObservableList<Toast> shown() {
    return readOnly;
  }

  /**
   * Shows one; where there are as many as can be read, the oldest goes. A letter never goes for
   * another one: it waits until there is room.
   */
  public void show(Toast toast) {
    if (shown.size() == MOST) {
      Toast oldest =
          shown.stream().filter(it -> !isLetter(it)).findFirst().orElse(shown.getFirst());
      if (isLetter(oldest) && isLetter(toast)) {
        waiting.add(toast);
        return;
      }
      shown.remove(oldest);
      if (isLetter(oldest)) {
        waiting.addFirst(oldest);
      }
    }
    shown.add(toast);
  }

  private static boolean isLetter(Toast toast) {
    return toast.kind() == Toast.Kind.LETTER;
  }

  /** Takes one off; nothing happens when it is gone already. */
  public void dismiss(Toast toast) {
    if (shown.remove(toast) && !waiting.isEmpty()) {
      shown.add(waiting.remove());
    }
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
    dismiss(shown.getLast());
    return true;
  }
}
