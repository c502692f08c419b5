package dev.offing.sync.mutation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Canonical bytes: the one spelling of a value that hashes, MACs and signatures are made over
 * (docs/design/sync.md 1). Nothing is ever parsed back from them.
 *
 * <pre>
 *   bytes  = text(domain) field*
 *   field  = text(label) value
 *   text   = length (4 bytes, big-endian) UTF-8 bytes
 *   value  = text | 8 (4 bytes) number (8 bytes, big-endian, signed) | length bytes
 *   list   = field(label, number of items), then each item's fields
 *   absent = no field: an optional value that is missing, an empty collection added later
 * </pre>
 *
 * Labels and lengths make the bytes of different values different: no value can be mistaken for a
 * neighbour's end. Texts are {@link Ids#unicode}, so that no two share their bytes. Not
 * thread-safe; one instance makes one value.
 */
public final class Canonical {
  /** Room for a mutation; every gesture makes three values. */
  private static final int USUAL_BYTES = 512;

  private byte[] buffer = new byte[USUAL_BYTES];
  private int size;

  private Canonical(String domain) {
    put(domain.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts a value of the kind that {@code domain} names, for example {@code offing-state-1}. */
  public static Canonical of(String domain) {
    return new Canonical(domain);
  }

  /** Adds a text. */
  public Canonical text(String label, String value) {
    return bytes(label, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public Canonical number(String label, long value) {
    put(label.getBytes(StandardCharsets.UTF_8));
    room(Integer.BYTES + Long.BYTES);
    putInt(Long.BYTES);
    putInt((int) (value >>> 32));
    putInt((int) value);
    return this;
  }

  /** Adds bytes. */
  public Canonical bytes(String label, byte[] value) {
    put(label.getBytes(StandardCharsets.UTF_8));
    put(value);
    return this;
  }

  /** The bytes so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** SHA-256 of the bytes so far, in lowercase hexadecimal. */
  public String sha256() {
    return sha256(buffer, size);
  }

  /** SHA-256 of any bytes, in lowercase hexadecimal. */
  public static String sha256(byte[] bytes) {
    return sha256(bytes, bytes.length);
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void put(byte[] bytes) {
    room(Math.addExact(bytes.length, Integer.BYTES));
    putInt(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void putInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
    }
  }
}
