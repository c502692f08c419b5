package dev.offing.sync.protocol;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Codes that people read from one screen and type into another: digits and letters without those
 * that look alike (Crockford's base 32), in groups of four. Typing takes small letters, blanks,
 * hyphens, and I, L and O for what they look like.
 */
public final class LinkCode {
  /** Characters of a code that links one device: 40 bits. */
  public static final int CHARS = 8;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUP = 4;

  private LinkCode() {}

  /** A new code of 40 bits. */
  public static String draw(RandomGenerator random) {
    byte[] bytes = new byte[CHARS];
    random.nextBytes(bytes);
    return spell(bytes);
  }

  /** The character of each byte's lower five bits. */
  public static String spell(byte[] fives) {
    StringBuilder text = new StringBuilder();
    for (byte five : fives) {
      text.append(ALPHABET.charAt(five & 31));
    }
    return text.toString();
  }

  /** The five bits of a character of {@link #read}. */
  public static int value(char c) {
    return ALPHABET.indexOf(c);
  }

  /** A code as it is shown: {@code ABCD-EFGH}. */
  public static String grouped(String code) {
    return code.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /**
   * What was typed, as it was drawn.
   *
   * @throws IllegalArgumentException with a sentence for people when it is none of so many
   *     characters
   */
  public static String read(String typed, int chars) {
    String code =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    if (code.length() != chars || code.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new IllegalArgumentException(
          "A code has %d letters and digits, such as %s."
              .formatted(chars, grouped(ALPHABET.substring(10, 10 + Math.min(chars, GROUP * 2)))));
    }
    return code;
  }
}
