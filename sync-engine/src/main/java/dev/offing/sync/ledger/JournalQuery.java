package dev.offing.sync.ledger;

import dev.offing.sync.ledger.JournalRow.Status;
import java.util.List;
import java.util.Set;

/**
 * Which rows of the book are wanted. Everything that is asked must hold.
 *
 * @param kinds kinds of rows; empty for all
 * @param refused only rows that were refused, or that the device expects to be
 * @param words for each of these a row has one of its spellings in kind, arguments or text,
 *     whatever the case of its ASCII letters; empty for all rows
 * @param from not before, ms of server time
 * @param until before, ms of server time
 */
public record JournalQuery(
    Set<String> kinds, boolean refused, List<Set<String>> words, long from, long until) {
  /** Every row. */
  public static final JournalQuery ALL =
      new JournalQuery(Set.of(), /* refused= */ false, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

  /** Copies the collections; spellings are kept in small letters. */
  public JournalQuery {
    kinds = Set.copyOf(kinds);
    words =
        words.stream()
            .map(it -> Set.copyOf(it.stream().map(JournalQuery::small).toList()))
            .toList();
    if (words.stream().anyMatch(it -> it.isEmpty() || it.contains(""))) {
      throw new IllegalArgumentException("a word has a spelling, and a spelling has letters");
    }
  }

  /** The same, only of these kinds. */
  public JournalQuery ofKinds(Set<String> only) {
    return new JournalQuery(only, refused, words, from, until);
  }

  /** The same, only what was refused. */
  public JournalQuery onlyRefused() {
    return new JournalQuery(kinds, /* refused= */ true, words, from, until);
  }

  /** The same, only with these words. */
  public JournalQuery withWords(List<Set<String>> wanted) {
    return new JournalQuery(kinds, refused, wanted, from, until);
  }

  /** The same, only in a span of time. */
  public JournalQuery between(long first, long end) {
    return new JournalQuery(kinds, refused, words, first, end);
  }

  /** Whether a row is wanted. */
  public boolean matches(JournalRow row) {
    return (kinds.isEmpty() || kinds.contains(row.kind()))
        && (!refused || row.status() == Status.REFUSED || row.status() == Status.PREDICTED_REFUSED)
        && row.at() >= from
        && row.at() < until
        && hasWords(row);
  }

  private boolean hasWords(JournalRow row) {
    String text = row.text() == null ? "" : row.text();
    String all = small(row.kind() + " " + row.args() + " " + text);
    return words.stream().allMatch(it -> it.stream().anyMatch(all::contains));
  }

  /** As SQLite's {@code lower} does it: of the letters, only those of ASCII have another case. */
  private static String small(String text) {
    StringBuilder small = new StringBuilder(text);
    for (int i = 0; i < small.length(); i++) {
      char c = small.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        small.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return small.toString();
  }
}
