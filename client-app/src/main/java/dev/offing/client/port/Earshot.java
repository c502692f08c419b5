package dev.offing.client.port;

/**
 * What others said, as it may be shown: one line that reads in one direction, whatever was sent.
 * Pure.
 */
final class Earshot {

  /** So many marks may stand on one letter; no language needs more. */
  private static final int MOST_MARKS = 3;

  private Earshot() {}

  /**
   * Line breaks and control characters become spaces; what turns the direction of writing is left
   * out, and so are marks that would pile up into other lines.
   */
  static String heard(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
      marks = mark ? marks + 1 : 0;
      if (type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR
          || type == Character.SURROGATE) {
        out.append(' ');
      } else if (marks <= MOST_MARKS && !turns(c)) {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean turns(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
