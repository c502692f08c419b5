package dev.offing.simulator.world;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.Proof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Device keys. A real Ed25519 proof costs as much as a hundred gestures, so most seeds sign with a
 * hash instead; in the others every proof is real. Kept from run to run, because drawing is slow.
 */
public final class Keys {
  private final Dice dice = new Dice(0x0FF1);
  private final List<DeviceKey> drawn = new ArrayList<>();

  /** The key of the device of this number. */
  DeviceKey key(int number, boolean real) {
    while (drawn.size() <= number) {
      drawn.add(DeviceKey.draw(dice));
    }
    DeviceKey key = drawn.get(number);
    return real ? key : new DeviceKey(key.publicKey(), new Hashing(key.publicKey()));
  }

  /** Checks what {@link #key} signs. */
  static Proof.Verifier verifier(boolean real) {
    return real
        ? Proof::verifies
        : (publicKey, bytes, signature) -> hashed(publicKey, bytes).equals(signature);
  }

  private static String hashed(String publicKey, byte[] bytes) {
    byte[] key = publicKey.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[key.length + bytes.length];
    System.arraycopy(key, 0, all, 0, key.length);
    System.arraycopy(bytes, 0, all, key.length, bytes.length);
    String half = Canonical.sha256(all);
    return half + half;
  }

  private record Hashing(String publicKey) implements Proof.SigningKey {
    @Override
    public String sign(byte[] bytes) {
      return hashed(publicKey, bytes);
    }

    @Override
    public String getAlgorithm() {
      return "Simulated";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }
}
