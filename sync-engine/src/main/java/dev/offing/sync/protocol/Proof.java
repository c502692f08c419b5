package dev.offing.sync.protocol;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.mutation.Canonical;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a device's key (docs/design/sync.md 8): an Ed25519 signature that is good for one
 * server, one dialled origin, one pair of nonces and one hello. It cannot be used anywhere else.
 */
public final class Proof {
  /** The DER header of an Ed25519 public key (RFC 8410, 4); the 32 bytes of the key follow. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private Proof() {}

  /** Checks signatures as {@link #verifies} does. */
  @FunctionalInterface
  public interface Verifier {
    /** Whether the holder of {@code publicKey} signed. */
    boolean verifies(String publicKey, byte[] bytes, String signature);
  }

  /** A private key that signs where it is kept and is not read here. */
  public interface SigningKey extends PrivateKey {
    /** The signature in hexadecimal. */
    String sign(byte[] bytes);
  }

  /**
   * What is signed.
   *
   * @param origin the scheme, host and port that the client dialled, such as {@code
   *     ws://127.0.0.1:4080}
   */
  public static byte[] bytes(
      ServerMessage.Challenge challenge,
      String origin,
      ClientMessage.Hello hello,
      @Nullable Checkpoint checkpoint) {
    Canonical c =
        Canonical.of("offing-prove-1")
            .text("serverId", challenge.serverId())
            .text("origin", origin)
            .text("serverNonce", challenge.nonce())
            .number("serverNow", challenge.serverNow())
            .number("protocol", hello.protocol())
            .text("app", hello.app())
            .number("rules", hello.rules());
    if (hello.serverId() != null) {
      c.text("boundTo", hello.serverId());
    }
    c.text("accountId", hello.accountId())
        .text("incarnation", hello.incarnation())
        .text("publicKey", hello.publicKey())
        .text("clientNonce", hello.clientNonce());
    if (hello.links()) {
      c.number("link", 1);
    }
    if (checkpoint != null) {
      c.text("checkpoint", checkpoint.mac());
    }
    return c.toBytes();
  }

  /**
   * What a recovery key signs: that this device, in this session, is to be linked.
   *
   * @param nonce of the session's challenge
   * @param device the public key of the device
   */
  public static byte[] recovery(String serverId, String nonce, String device) {
    return Canonical.of("offing-recover-1")
        .text("serverId", serverId)
        .text("serverNonce", nonce)
        .text("device", device)
        .toBytes();
  }

  /** Signs; the signature in hexadecimal. */
  public static String sign(PrivateKey key, byte[] bytes) {
    if (key instanceof SigningKey own) {
      return own.sign(bytes);
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(bytes);
      return HexFormat.of().formatHex(ed25519.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the device key cannot sign", e);
    }
  }

  /** Whether the holder of {@code publicKey} signed; false for anything malformed, too. */
  public static boolean verifies(String publicKey, byte[] bytes, String signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(publicKey(publicKey));
      ed25519.update(bytes);
      return ed25519.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The 32 bytes of a public key, in hexadecimal. */
  public static String publicKeyHex(PublicKey key) {
    byte[] der = key.getEncoded();
    return HexFormat.of().formatHex(der, SPKI.length, der.length);
  }

  private static PublicKey publicKey(String hex) throws GeneralSecurityException {
    byte[] raw = HexFormat.of().parseHex(hex);
    byte[] der = new byte[SPKI.length + raw.length];
    System.arraycopy(SPKI, 0, der, 0, SPKI.length);
    System.arraycopy(raw, 0, der, SPKI.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
  }
}
