package dev.offing.sync.ledger;

import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Ids;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Who a device is.
 *
 * @param account the account it plays
 * @param publicKey its Ed25519 key, 32 bytes, hexadecimal
 * @param privateKey never leaves the device
 * @param incarnation the present life of this database
 */
public record Identity(
    String account, String publicKey, PrivateKey privateKey, String incarnation) {
  private static final int INCARNATION_BYTES = 16;

  /** Checks the parts. */
  public Identity {
    Ids.hash(account, "account");
    Ids.hash(publicKey, "publicKey");
    Ids.random(incarnation, "incarnation");
  }

  /** A device that nobody has seen, which plays an account of its own. */
  public static Identity draw(RandomGenerator random) {
    DeviceKey key = DeviceKey.draw(random);
    byte[] incarnation = new byte[INCARNATION_BYTES];
    random.nextBytes(incarnation);
    return new Identity(
        State.accountOf(key.publicKey()),
        key.publicKey(),
        key.privateKey(),
        HexFormat.of().formatHex(incarnation));
  }

  /** The same device in a new incarnation. */
  public Identity inIncarnation(String next) {
    return new Identity(account, publicKey, privateKey, next);
  }

  /** The same device, which plays another account. */
  public Identity of(String other) {
    return new Identity(other, publicKey, privateKey, incarnation);
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "Identity[" + account.substring(0, 8) + " in " + incarnation.substring(0, 6) + "]";
  }
}
