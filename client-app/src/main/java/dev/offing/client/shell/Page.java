package dev.offing.client.shell;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The inside of a screen. Made when it is first gone to; belongs to the toolkit's thread. */
public interface Page {

  /** What is shown right of the rail. */
  Parent root();

  /** What lies under everything, over the whole window, while the page is shown; null for paper. */
  default @Nullable Node backdrop() {
    return null;
  }

  /** What toasts must keep clear of, from the page's edges; what is left is theirs. */
  ObservableValue<Insets> besideToasts();

  /** Where the focus goes when nothing on the page had it yet; null for wherever it is. */
  default @Nullable Node first() {
    return null;
  }

  /** The keys that act on this page, for the help. */
  default List<KeyHint> keys() {
    return List.of();
  }

  /** It is shown from now on, or no longer. */
  default void visible(boolean shown) {}
}
