package dev.offing.server.account;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import org.jspecify.annotations.Nullable;

/** Seals states with the key of the key file, and knows the seals that it made. */
final class Seal {
  private final String serverId;
  private final String keyId;
  private final byte[] key;

  Seal(KeyFile file) {
    this.serverId = file.serverId();
    this.keyId = file.keyId();
    this.key = file.key();
  }

  Checkpoint of(State state) {
    return Checkpoint.seal(state, keyId, key, serverId);
  }

  /** The shown checkpoint if it is ours and of this account; otherwise as if none was shown. */
  @Nullable Checkpoint accepted(@Nullable Checkpoint shown, String account) {
    return shown != null
            && shown.keyId().equals(keyId)
            && shown.serverId().equals(serverId)
            && shown.account().equals(account)
            && shown.verifies(key)
        ? shown
        : null;
  }
}
