package dev.offing.sync.mutation;

import java.util.Objects;

/**
 * Checks of the identifiers that stand in messages, files and Redis keys. All are lowercase
 * hexadecimal of a fixed length, so that each has exactly one spelling.
 */
public final class Ids {
  /** Characters of a SHA-256 hash: accounts, devices, digests, chain links. */
  public static final int HASH_CHARS = 64;

  /** Characters of a 128-bit random id: incarnations and epochs. */
  public static final int RANDOM_CHARS = 32;

  private static final boolean[] LOWER_HEX = lowerHex();

  private Ids() {}

  /**
   * A SHA-256 hash in hexadecimal.
   *
   * @throws IllegalArgumentException naming {@code what} when the text is anything else
   */
  public static String hash(String text, String what) {
    return hex(text, HASH_CHARS, what);
  }

  /**
   * A 128-bit id in hexadecimal.
   *
   * @throws IllegalArgumentException naming {@code what} when the text is anything else
   */
  public static String random(String text, String what) {
    return hex(text, RANDOM_CHARS, what);
  }

  /**
   * A text without half a surrogate pair: every such text, and no other, has UTF-8 bytes of its
   * own.
   *
   * @throws IllegalArgumentException naming {@code what} when there is one
   */
  public static String unicode(String text, String what) {
    Objects.requireNonNull(text, what);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(what + " must be Unicode text, without half characters");
      }
    }
    return text;
  }

  private static String hex(String text, int chars, String what) {
    Objects.requireNonNull(text, what);
    if (text.length() != chars || !isLowerHex(text)) {
      throw new IllegalArgumentException(
          what + " must be " + chars + " lowercase hexadecimal characters");
    }
    return text;
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isLowerHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** By table: some three hundred of these characters pass with every gesture. */
  static boolean isLowerHex(char c) {
    return c < LOWER_HEX.length && LOWER_HEX[c];
  }

  private static boolean[] lowerHex() {
    boolean[] table = new boolean[128];
    for (char c : "0123456789abcdef".toCharArray()) {
      table[c] = true;
    }
    return table;
  }
}
