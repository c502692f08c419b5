package dev.offing.server.inbox;

import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An inbox in memory, with the same contract as in Redis: for tests and simulations. */
public final class MemoryInbox implements Inbox {
  private record Letter(Notice notice, Keep keep) {}

  private static final Comparator<Notice> OLDEST_FIRST =
      Comparator.comparingLong(Notice::at).thenComparing(Notice::id);

  private static final class Box {
    final Map<String, Letter> letters = new HashMap<>();
    final Map<String, Long> read = new HashMap<>();
  }

  private final Map<String, Box> boxes = new TreeMap<>();

  /** No letters yet. */
  public MemoryInbox() {}

  @Override
  public synchronized boolean put(String account, Notice letter, Keep keep) {
    Box box = boxes.computeIfAbsent(account, _ -> new Box());
    if (box.read.containsKey(letter.id())
        || box.letters.putIfAbsent(letter.id(), new Letter(letter, keep)) != null) {
      return false;
    }
    List<Notice> spare =
        box.letters.values().stream()
            .filter(it -> it.keep() == Keep.NEWEST)
            .map(Letter::notice)
            .sorted(OLDEST_FIRST)
            .toList();
    spare.stream()
        .limit(Math.max(0, spare.size() - SPARE))
        .forEach(it -> box.letters.remove(it.id()));
    return true;
  }

  @Override
  public synchronized List<Notice> waiting(String account, int most) {
    Box box = boxes.get(account);
    return box == null
        ? List.of()
        : box.letters.values().stream()
            .map(Letter::notice)
            .sorted(OLDEST_FIRST)
            .limit(most)
            .toList();
  }

  @Override
  public synchronized void acknowledge(String account, Collection<String> ids, long now) {
    Box box = boxes.get(account);
    if (box == null) {
      return;
    }
    box.read.values().removeIf(at -> at <= now - RedisInbox.REMEMBERED_MS);
    for (String id : ids) {
      if (box.letters.remove(id) != null) {
        box.read.put(id, now);
      }
    }
  }
}
