package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 key pair of a device. It lies in a file of its own beside the database, so that a
 * damaged database does not cost the account, and a copied database does not carry the key away.
 *
 * <pre>
 *   offing-device-key-1
 *   public  64 hexadecimal characters
 *   private 64 hexadecimal characters: the 32 bytes that RFC 8032 calls the private key
 *   account 64 hexadecimal characters: where the device was linked to another one than its own
 * </pre>
 *
 * @param publicKey 32 bytes, hexadecimal; the account's id is a hash of the first device's
 */
public record DeviceKey(String publicKey, PrivateKey privateKey) {
  private static final String HEADER = "offing-device-key-1";
  private static final String ACCOUNT = "account ";
  private static final int SEED_BYTES = 32;

  /** A file that is there and holds no key. */
  static final class UnreadableException extends Exception {
    UnreadableException(String message) {
      super(message);
    }
  }

  /** A new key. */
  public static DeviceKey draw(RandomGenerator random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return ofSeed(seed);
  }

  /**
   * The key in a file.
   *
   * @throws UnreadableException when the file holds anything else than a key
   * @throws IOException when it is not there or the disk does not give it
   */
  static DeviceKey read(Path file) throws IOException, UnreadableException {
    // Any byte is a character here: a damaged file is to be told apart from an unreadable disk.
    List<String> lines = lines(file);
    if (lines.size() < 3 || lines.size() > 4 || !lines.get(0).equals(HEADER)) {
      throw new UnreadableException("it is not a key file");
    }
    DeviceKey key = ofSeed(HexFormat.of().parseHex(value(lines.get(2), "private ")));
    if (!key.publicKey.equals(value(lines.get(1), "public  "))) {
      throw new UnreadableException("its two halves do not belong together");
    }
    if (lines.size() == 4) {
      value(lines.get(3), ACCOUNT);
    }
    return key;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
  }

  /**
   * The account to which the file of a good key says that its device was linked; null for the key's
   * own.
   */
  static @Nullable String linkedTo(Path file) throws IOException, UnreadableException {
    List<String> lines = lines(file);
    return lines.size() == 4 ? value(lines.get(3), ACCOUNT) : null;
  }

  private static String value(String line, String label) throws UnreadableException {
    try {
      if (line.startsWith(label)) {
        return Ids.hash(line.substring(label.length()), label.strip());
      }
    } catch (IllegalArgumentException _) {
      // told below, for a wrong label as well
    }
    throw new UnreadableException("its " + label.strip() + " line is damaged");
  }

  /** Writes the key so that it is there, whole and for its owner alone, or not at all. */
  void write(Path file) throws IOException {
    write(file, null);
  }

  /**
   * The same of a linked device.
   *
   * @param linkedTo the account; null for the key's own
   */
  void write(Path file, @Nullable String linkedTo) throws IOException {
    byte[] seed = ((EdECPrivateKey) privateKey).getBytes().orElseThrow();
    String text =
        HEADER + "\npublic  " + publicKey + "\nprivate " + HexFormat.of().formatHex(seed) + "\n";
    PrivateFiles.write(file, linkedTo == null ? text : text + ACCOUNT + linkedTo + "\n");
  }

  /** The key whose private half is these 32 bytes. */
  public static DeviceKey ofSeed(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      // The generator computes the public half of whatever 32 bytes it draws; Java offers no other
      // way from a private key to its public one.
      generator.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] der = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(der, der.length - SEED_BYTES, der.length);
      return new DeviceKey(HexFormat.of().formatHex(raw), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "DeviceKey[" + publicKey.substring(0, 8) + "]";
  }

  /** Bytes that were drawn already. */
  private static final class Drawn extends SecureRandom {
    private final transient byte[] bytes;

    Drawn(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] into) {
      if (into.length != bytes.length) {
        throw new IllegalStateException("an Ed25519 key is drawn as 32 bytes");
      }
      System.arraycopy(bytes, 0, into, 0, bytes.length);
    }
  }
}
