package dev.offing.client.harbour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * Keeps a view for each row of a list. A row that stays keeps its view, and with it the focus, also
 * when others come or go around it.
 *
 * @param <R> a row
 */
final class Rows<R> {

  /** The view of a row. */
  interface RowView<R> {
    /** Shows the row as it is now. */
    void show(R row);

    /** The node of it. */
    Node root();
  }

  private final VBox box = new VBox();
  private final ObservableList<R> rows;
  private final Function<R, String> id;
  private final Function<R, RowView<R>> maker;
  private final List<RowView<R>> views = new ArrayList<>();
  private final Map<String, RowView<R>> byId = new HashMap<>();
  private List<String> ids = List.of();

  Rows(ObservableList<R> rows, Function<R, String> id, Function<R, RowView<R>> maker) {
    this.rows = rows;
    this.id = id;
    this.maker = maker;
    rows.addListener(this::changed);
    build();
  }

  VBox box() {
    return box;
  }

  private void changed(ListChangeListener.Change<? extends R> change) {
    if (!rows.stream().map(id).toList().equals(ids)) {
      build();
      return;
    }
    while (change.next()) {
      for (int i = change.getFrom(); i < change.getTo(); i++) {
        views.get(i).show(rows.get(i));
      }
    }
  }

  private void build() {
    ids = rows.stream().map(id).toList();
    views.clear();
    byId.keySet().retainAll(ids);
    for (R row : rows) {
      RowView<R> view = byId.computeIfAbsent(id.apply(row), it -> maker.apply(row));
      view.show(row);
      views.add(view);
    }
    List<Node> nodes = views.stream().map(RowView::root).toList();
    ObservableList<Node> shown = box.getChildren();
    shown.retainAll(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (i >= shown.size() || !shown.get(i).equals(node)) {
        shown.remove(node);
        shown.add(i, node);
      }
    }
  }
}
