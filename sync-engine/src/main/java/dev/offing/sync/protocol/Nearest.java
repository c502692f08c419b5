package dev.offing.sync.protocol;

import java.util.List;

/** Which of the right names somebody may have meant. */
final class Nearest {

  private static final int MAX_COMPARED = 64;

  private Nearest() {}

  /** The name with the fewest letters to change; the first of equals. */
  static String of(String wrong, List<String> right) {
    String nearest = right.getFirst();
    for (String name : right) {
      if (distance(wrong, name) < distance(wrong, nearest)) {
        nearest = name;
      }
    }
    return nearest;
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
