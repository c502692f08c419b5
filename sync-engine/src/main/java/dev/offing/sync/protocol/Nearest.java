package dev.offing.sync.protocol;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the right words somebody may have meant by a wrong one. */
public final class Nearest {

  private static final int MAX_COMPARED = 64;

  private Nearest() {}

  /**
   * The word with the fewest letters to change, whatever their case; the first of equals, and none
   * where there are no right words.
   */
  public static Optional<String> to(String wrong, Collection<String> right) {
    return right.stream()
        .min(Comparator.comparingInt((String word) -> distance(fold(wrong), fold(word))));
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's distance, of the first 64 letters. */
  private static int distance(String a, String b) {
    int rows = Math.min(a.length(), MAX_COMPARED);
    int columns = Math.min(b.length(), MAX_COMPARED);
    int[] above = new int[columns + 1];
    for (int j = 0; j <= columns; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= rows; i++) {
      int[] row = new int[columns + 1];
      row[0] = i;
      for (int j = 1; j <= columns; j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[columns];
  }
}
