package dev.offing.client.port;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ModifiableObservableListBase;

/**
 * Rows of a chat, at most so many: what is too much goes at the front. However many rows come and
 * go at once, those who watch are told of one change.
 */
final class ChatList extends ModifiableObservableListBase<ChatRow> {
  private final List<ChatRow> rows = new ArrayList<>();
  private final int most;

  ChatList(int most) {
    this.most = most;
  }

  /** Puts rows in place of all from {@code from} on, and drops the oldest that are too many. */
  void replaceTail(int from, List<ChatRow> tail) {
    beginChange();
    try {
      int common = 0;
      while (from + common < size()
          && common < tail.size()
          && get(from + common).equals(tail.get(common))) {
        common++;
      }
      removeRange(from + common, size());
      addAll(tail.subList(common, tail.size()));
      int over = size() - most;
      if (over > 0) {
        removeRange(0, over);
      }
    } finally {
      endChange();
    }
  }

  @Override
  public ChatRow get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  protected void doAdd(int index, ChatRow row) {
    rows.add(index, row);
  }

  @Override
  protected ChatRow doSet(int index, ChatRow row) {
    return rows.set(index, row);
  }

  @Override
  protected ChatRow doRemove(int index) {
    return rows.remove(index);
  }
}
