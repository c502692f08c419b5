package dev.offing.sync.session;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.LinkCode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The code that people keep on paper for the day on which their only disk dies (docs/design/sync.md
 * 8): 128 random bits and 12 that find a slip of the pen, as 28 characters of {@link LinkCode}. It
 * stands for a key that may link devices to the account, and nothing else.
 *
 * @param text as it was drawn, without groups
 */
public record RecoveryCode(String text) {
  /** Characters of a code. */
  public static final int CHARS = 28;

  private static final int BYTES = 16;

  /** Checks it. */
  public RecoveryCode {
    if (!text.equals(spelt(bytes(text)))) {
      throw new IllegalArgumentException(
          "This recovery code has a slip in it: look at each letter again.");
    }
  }

  /** A new code. */
  public static RecoveryCode draw(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** The code of 16 bytes. */
  public static RecoveryCode of(byte[] bytes) {
    return new RecoveryCode(spelt(bytes));
  }

  /**
   * What was typed.
   *
   * @throws IllegalArgumentException with a sentence for people when it is none
   */
  public static RecoveryCode read(String typed) {
    return new RecoveryCode(LinkCode.read(typed, CHARS));
  }

  /** The key that it stands for. */
  public DeviceKey key() {
    String seed = Canonical.of("offing-recovery-1").bytes("code", bytes(text)).sha256();
    return DeviceKey.ofSeed(HexFormat.of().parseHex(seed));
  }

  /** As it is shown and printed: seven groups of four. */
  public String shown() {
    return LinkCode.grouped(text);
  }

  /** Nothing of it: it is a key. */
  @Override
  public String toString() {
    return "RecoveryCode[...]";
  }

  /** 16 bytes and 12 bits of their hash, five bits a character. */
  private static String spelt(byte[] bytes) {
    String check = Canonical.of("offing-recovery-check-1").bytes("code", bytes).sha256();
    byte[] all = Arrays.copyOf(bytes, BYTES + 2);
    HexFormat hex = HexFormat.of();
    all[BYTES] = hex.parseHex(check)[0];
    all[BYTES + 1] = (byte) (hex.parseHex(check)[1] & 0xF0);
    byte[] fives = new byte[CHARS];
    for (int i = 0; i < CHARS * 5; i++) {
      int bit = all[i / 8] >> (7 - i % 8) & 1;
      fives[i / 5] |= (byte) (bit << (4 - i % 5));
    }
    return LinkCode.spell(fives);
  }

  private static byte[] bytes(String text) {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES * 8; i++) {
      int bit = LinkCode.value(text.charAt(i / 5)) >> (4 - i % 5) & 1;
      bytes[i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return bytes;
  }
}
