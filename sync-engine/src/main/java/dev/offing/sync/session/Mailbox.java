package dev.offing.sync.session;

import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The letters that the server showed and that nobody has read. The server keeps them, so nothing of
 * this is on the disk: what was read without a connection is told when there is one, and where the
 * program ends before that, the letter comes once more. Not thread-safe: belongs to the session.
 */
final class Mailbox {
  /** A message may name so many. */
  private static final int AT_ONCE = 100;

  private final Map<String, Notice> unread = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();

  /** Takes letters in; those that were not here before. */
  List<Notice> take(List<Notice> letters) {
    List<Notice> fresh = new ArrayList<>();
    for (Notice letter : letters) {
      if (!read.contains(letter.id()) && unread.putIfAbsent(letter.id(), letter) == null) {
        fresh.add(letter);
      }
    }
    return fresh;
  }

  /** Oldest first. */
  List<Notice> unread() {
    return List.copyOf(unread.values());
  }

  void read(Collection<String> ids) {
    for (String id : ids) {
      if (unread.remove(id) != null) {
        read.add(id);
      }
    }
  }

  /** What the server is to be told, each list in a message of its own. */
  List<List<String>> untold() {
    List<List<String>> all = new ArrayList<>();
    List<String> ids = List.copyOf(read);
    for (int i = 0; i < ids.size(); i += AT_ONCE) {
      all.add(ids.subList(i, Math.min(ids.size(), i + AT_ONCE)));
    }
    return all;
  }

  /** They were told. Where that is lost on its way, the letters are shown again. */
  void told() {
    read.clear();
  }
}
