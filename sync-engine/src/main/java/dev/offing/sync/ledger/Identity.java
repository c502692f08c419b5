package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Ids;
import java.security.PrivateKey;

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
  /** Checks the parts. */
  public Identity {
    Ids.hash(account, "account");
    Ids.hash(publicKey, "publicKey");
    Ids.random(incarnation, "incarnation");
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
