package dev.offing.server.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The right word for a wrong one: the one that the fewest changed letters lead to. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the right words, whatever their case; none where there are none. */
  public static Optional<String> to(String wrong, Collection<String> right) {
    return right.stream()
        .min(Comparator.comparingInt((String word) -> distance(fold(wrong), fold(word))));
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's distance, one row of his table at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
