package dev.offing.sync.mutation;

import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs of version 7 (RFC 9562, 5.7): the time in milliseconds, then 74 random bits. */
public final class UuidV7 {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

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
    if (!SHAPE.matcher(id).matches()) {
      throw new IllegalArgumentException("id must be a lowercase UUID of version 7");
    }
  }
}
