package dev.offing.sync.account;

import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Ids;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's seal on a state: a MAC over where it stands in history and what it holds. A client
 * that shows it proves to a server that forgot what once was true (docs/design/sync.md 1).
 *
 * @param keyId names the key of the server's key file
 * @param mac HMAC-SHA256, hexadecimal
 */
public record Checkpoint(
    String keyId,
    String serverId,
    String account,
    String epoch,
    long version,
    long asOf,
    String digest,
    String mac) {
  /** Checks the parts. */
  public Checkpoint {
    Ids.random(keyId, "keyId");
    Ids.random(serverId, "serverId");
    Ids.hash(account, "account");
    Ids.random(epoch, "epoch");
    if (version < 1) {
      throw new IllegalArgumentException("version starts at 1");
    }
    Ids.hash(digest, "digest");
    Ids.hash(mac, "mac");
  }

  /** Seals a state with a key of 32 bytes. */
  public static Checkpoint seal(State state, String keyId, byte[] key, String serverId) {
    EpochVersion at = state.at();
    String digest = state.digest();
    long asOf = state.core().asOf();
    String mac = mac(key, keyId, serverId, state.account(), at.epoch(), at.version(), asOf, digest);
    return new Checkpoint(
        keyId, serverId, state.account(), at.epoch(), at.version(), asOf, digest, mac);
  }

  /** Whether {@code key} made this seal; takes the same time whatever the answer. */
  public boolean verifies(byte[] key) {
    String right = mac(key, keyId, serverId, account, epoch, version, asOf, digest);
    return MessageDigest.isEqual(HexFormat.of().parseHex(right), HexFormat.of().parseHex(mac));
  }

  /** The point of history that is sealed. */
  public EpochVersion at() {
    return new EpochVersion(epoch, version);
  }

  private static String mac(
      byte[] key,
      String keyId,
      String serverId,
      String account,
      String epoch,
      long version,
      long asOf,
      String digest) {
    byte[] body =
        Canonical.of("offing-checkpoint-1")
            .text("keyId", keyId)
            .text("serverId", serverId)
            .text("account", account)
            .text("epoch", epoch)
            .number("version", version)
            .number("asOf", asOf)
            .text("digest", digest)
            .toBytes();
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(hmac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
