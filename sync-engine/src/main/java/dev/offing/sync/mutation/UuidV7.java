package dev.offing.sync.mutation;

import java.util.UUID;

/** UUIDs of version 7 (RFC 9562, 5.7): the time in milliseconds, then 74 random bits. */
public final class UuidV7 {
  /** x for a hexadecimal digit, y for the four that a variant can begin with. */
  private static final String SHAPE = "xxxxxxxx-xxxx-7xxx-yxxx-xxxxxxxxxxxx";

  private UuidV7() {}

  /**
   * A UUID of a time and of random bits that the caller draws.
   *
   * @param atMs milliseconds since 1970, 48 bits
   * @param high 12 random bits are taken from it
   * @param low 62 random bits are taken from it
   */
  public static String of(long atMs, long high, long low) {
    long most = (atMs << 16) | 0x7000L | (high & 0x0FFFL);
    long least = 0x8000_0000_0000_0000L | (low & 0x3FFF_FFFF_FFFF_FFFFL);
    return new UUID(most, least).toString();
  }

  static void require(String id) {
    boolean fits = id.length() == SHAPE.length();
    for (int i = 0; fits && i < SHAPE.length(); i++) {
      char c = id.charAt(i);
      char shape = SHAPE.charAt(i);
      fits =
          switch (shape) {
            case 'x' -> Ids.isLowerHex(c);
            case 'y' -> c == '8' || c == '9' || c == 'a' || c == 'b';
            default -> c == shape;
          };
    }
    if (!fits) {
      throw new IllegalArgumentException("id must be a lowercase UUID of version 7");
    }
  }
}
