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
 * @param <V> its view
 */
final class Rows<R, V> {

  /** How a view is made, shown and found. */
  interface Maker<R, V> {
    V make(R row);

    void show(V view, R row);

    Node node(V view);
  }

  private final VBox box = new VBox();
  private final ObservableList<R> rows;
  private final Function<R, String> id;
  private final Maker<R, V> maker;
  private final List<V> views = new ArrayList<>();
  private final Map<String, V> byId = new HashMap<>();
  private List<String> ids = List.of();

  Rows(ObservableList<R> rows, Function<R, String> id, Maker<R, V> maker) {
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
        maker.show(views.get(i), rows.get(i));
      }
    }
  }

  private void build() {
    ids = rows.stream().map(id).toList();
    views.clear();
    byId.keySet().retainAll(ids);
    for (R row : rows) {
      V view = byId.computeIfAbsent(id.apply(row), it -> maker.make(row));
      maker.show(view, row);
      views.add(view);
    }
    List<Node> nodes = views.stream().map(maker::node).toList();
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
