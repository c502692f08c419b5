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
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
