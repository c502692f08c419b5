package dev.offing.sync.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A device key under a passphrase, as text:
 *
 * <pre>
 *   offing-sealed-key-1
 *   PBKDF2-HMAC-SHA256 600000 32 hexadecimal characters of salt
 *   AES-256-GCM 24 hexadecimal characters of nonce
 *   the sealed key file, hexadecimal
 * </pre>
 *
 * The first line is sealed in, too. A wrong passphrase and a changed byte look the same.
 */
final class SealedKey {
  private static final String HEADER = "offing-sealed-key-1";
  private static final int ROUNDS = 600_000;
  private static final int MOST_ROUNDS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DERIVED =
      Pattern.compile("PBKDF2-HMAC-SHA256 ([0-9]{1,8}) ([0-9a-f]{32})");
  private static final Pattern CIPHER = Pattern.compile("AES-256-GCM ([0-9a-f]{24})");

  private SealedKey() {}

  static String seal(String keyFile, char[] passphrase, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, passphrase, ROUNDS, salt, nonce)
              .doFinal(keyFile.getBytes(StandardCharsets.UTF_8));
      return "%s\nPBKDF2-HMAC-SHA256 %d %s\nAES-256-GCM %s\n%s\n"
          .formatted(
              HEADER, ROUNDS, HEX.formatHex(salt), HEX.formatHex(nonce), HEX.formatHex(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM and PBKDF2", e);
    }
  }

  /**
   * The key file again.
   *
   * @throws GeneralSecurityException when the passphrase is another one, or the text is none
   */
  static String open(String text, char[] passphrase) throws GeneralSecurityException {
    List<String> lines = text.lines().toList();
    if (lines.size() != 4 || !lines.getFirst().equals(HEADER)) {
      throw new GeneralSecurityException("no sealed key");
    }
    Matcher derived = DERIVED.matcher(lines.get(1));
    Matcher cipher = CIPHER.matcher(lines.get(2));
    if (!derived.matches() || !cipher.matches() || !lines.get(3).matches("([0-9a-f]{2})+")) {
      throw new GeneralSecurityException("no sealed key");
    }
    int rounds = Integer.parseInt(derived.group(1));
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new GeneralSecurityException("no sealed key");
    }
    byte[] opened =
        cipher(
                Cipher.DECRYPT_MODE,
                passphrase,
                rounds,
                HEX.parseHex(derived.group(2)),
                HEX.parseHex(cipher.group(1)))
            .doFinal(HEX.parseHex(lines.get(3)));
    return new String(opened, StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, char[] passphrase, int rounds, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(passphrase, salt, rounds, 256))
            .getEncoded();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(HEADER.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
